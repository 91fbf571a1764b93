import { describe, expect, test } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { Contract } from '../../functions/shared/contract/contract.ts';
import { startChannelWorld } from './support/channel-world.ts';

describe('templates', () => {
  test('lists the approved ones with their namespace, and which carry a FLOW button', async () => {
    const world = await startChannelWorld();
    const { exitCode, stdout } = await world.channel(['templates', '--local']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/appointment_invitation {2}en {2}namespace [0-9_]+.*FLOW button \(Flow 1234567890\)/);
    expect(stdout).toMatch(/appointment_invitation {2}es {2}namespace [0-9_]+.*FLOW button \(Flow 1234567891\)/);
    expect(stdout).toMatch(/appointment_reminder .* no FLOW button/);
    expect(stdout).not.toContain('appointment_news');
  });

  test('prints a fragment that the contract takes', async () => {
    const world = await startChannelWorld();
    const { fragment, without } = (await world.channel(['templates', '--local', '--json'])).json();
    expect(without).toEqual([]);
    const { en, es } = (fragment as { languages: Record<'en' | 'es', object> }).languages;
    const { contract } = cdkJson.context;
    const languages = { en: { ...contract.languages.en, ...en }, es: { ...contract.languages.es, ...es } };
    expect(Contract.parse({ ...contract, languages }).languages['es']?.template).toMatchObject({
      name: 'appointment_invitation',
      language: 'es',
      namesCustomer: true,
    });
  });
});
