import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { CHANNEL, TOKEN } from '../local/one-msg/support/provider.ts';
import { clinicBooking } from '../support/clinic.ts';
import { shippedContract } from '../support/contract.ts';
import { startChannelWorld } from './support/channel-world.ts';

type World = Awaited<ReturnType<typeof startChannelWorld>>;
type FlowList = { data: { id: string; name: string; status: string }[] };

const flowsOf = async ({ provider }: World) =>
  (await provider.call<FlowList>('GET', 'flows')).body.data.filter(({ name }) => name.startsWith('appointment-flow-'));

function useContract({ folder }: World, contract: object): void {
  const path = join(folder, 'cdk.json');
  const cdk = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...cdk, context: { ...cdk.context, contract } }));
}

/** Gives the project folder the contract of a clinic in two languages, with parts replaced. */
const becomeClinic = (world: World, others: object = {}) =>
  useContract(world, { ...shippedContract, booking: clinicBooking(), ...others });

function editFlow({ folder }: World, edit: (text: string) => string): void {
  const path = join(folder, 'infra', 'flow', 'appointment-flow.json');
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

describe('publish-flow without services in the contract', () => {
  test('creates the shipped Flow, publishes it, and prints what goes into the contract', async () => {
    const world = await startChannelWorld();
    const { exitCode, stdout } = await world.channel(['publish-flow', '--local']);
    const [flow] = await flowsOf(world);
    expect(exitCode).toBe(0);
    expect(flow).toMatchObject({ status: 'PUBLISHED', name: expect.stringMatching(/^appointment-flow-[0-9a-f]{8}$/) });
    expect(stdout).toContain(`"flow": {"id":"${flow?.id}","action":"navigate","screen":"APPOINTMENT"}`);
  });

  test('does nothing for a Flow JSON that is published already', async () => {
    const world = await startChannelWorld();
    await world.channel(['publish-flow', '--local']);
    const writes = await world.writes();
    const again = await world.channel(['publish-flow', '--local', '--json']);
    expect(again.json()).toMatchObject({
      flows: [{ language: 'en', outcome: 'already-published', id: (await flowsOf(world))[0]?.id }],
    });
    expect(await world.writes()).toEqual(writes);
  });

  test('makes a new Flow for another content, and leaves the published one alone', async () => {
    const world = await startChannelWorld();
    await world.channel(['publish-flow', '--local']);
    editFlow(world, (text) => text.replaceAll('Treatment', 'Haircut'));
    expect((await world.channel(['publish-flow', '--local'])).exitCode).toBe(0);
    expect((await flowsOf(world)).map(({ status }) => status)).toEqual(['PUBLISHED', 'PUBLISHED']);
  });

  test('with --draft leaves a draft to be tried, and goes on with it later', async () => {
    const world = await startChannelWorld();
    const draft = await world.channel(['publish-flow', '--draft', '--local']);
    expect(draft.stdout).toMatch(/is a draft\.\nTry it: https:/);
    editFlow(world, (text) => text.replaceAll('Treatment', 'Haircut'));
    expect((await world.channel(['publish-flow', '--local'])).exitCode).toBe(0);
    expect((await flowsOf(world)).map(({ status }) => status)).toEqual(['PUBLISHED']);
  });

  test('shows what WhatsApp finds wrong, and publishes nothing', async () => {
    const world = await startChannelWorld();
    editFlow(world, (text) => text.replace('"CalendarPicker"', '"Calendar"').replace('"7.3"', '"7.3"'));
    const { exitCode, stdout } = await world.channel(['publish-flow', '--local']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch('  screens.0.layout.children.2.type: There is no component Calendar.');
    expect((await flowsOf(world)).map(({ status }) => status)).toEqual(['DRAFT']);
  });

  test('sends nothing if the Flow JSON and the contract do not fit together', async () => {
    const world = await startChannelWorld();
    editFlow(world, (text) =>
      text.replace('"time": "${screen', '"hour": "${screen').replace('"APPOINTMENT"', '"START"'),
    );
    const writes = await world.writes();
    const { exitCode, stdout } = await world.channel(['publish-flow', '--local']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch('flow.screen is "APPOINTMENT", but the Flow begins with the screen "START".');
    expect(stdout).toMatch('booking.fields.time is "time", but a completed form does not hold it.');
    expect(await world.writes()).toEqual(writes);
  });

  test('changes the draft it is given, and says so if that is published', async () => {
    const world = await startChannelWorld();
    const made = await world.provider.call<{ id: string }>('POST', 'flows', { name: 'mine', categories: ['OTHER'] });
    const { id } = made.body;
    const first = await world.channel(['publish-flow', '--flow-id', id, '--local', '--json']);
    expect(first.json()).toMatchObject({ flows: [{ outcome: 'published', id, name: 'mine' }] });
    const again = await world.channel(['publish-flow', '--flow-id', id, '--local']);
    expect([again.exitCode, again.stderr]).toEqual([
      1,
      expect.stringMatching('published already and cannot be changed'),
    ]);
  });

  test('says how to go on by hand where the provider has no methods for Flows', async () => {
    const world = await startChannelWorld();
    await world.provider.behave({ faultMethods: ['flows'], refuse: { status: 501, text: 'Not implemented' } });
    const { exitCode, stderr } = await world.channel(['publish-flow', '--local']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/--save forms.*WhatsApp Manager/)]);
  });

  test('before the first deploy asks for the token and uses the channel of the contract', async () => {
    const world = await startChannelWorld();
    const cdkJson = join(world.folder, 'cdk.json');
    const example = await world.channel(['publish-flow', '--ask-token'], { stdin: TOKEN });
    expect([example.exitCode, example.stderr]).toEqual([1, expect.stringMatching('channel.id in the contract')]);

    writeFileSync(cdkJson, readFileSync(cdkJson, 'utf8').replace(CHANNEL, 'OWN123'));
    const { fetch } = globalThis;
    const toSimulator = (url: string, init?: RequestInit) =>
      fetch(url.replace('https://api.1msg.io/OWN123', `${world.provider.url}/${CHANNEL}`), init);
    vi.stubGlobal('fetch', toSimulator);
    try {
      const { exitCode, stderr } = await world.channel(['publish-flow', '--ask-token'], { stdin: TOKEN });
      expect([exitCode, stderr]).toEqual([0, '']);
    } finally {
      vi.unstubAllGlobals();
    }
    expect(await flowsOf(world)).toHaveLength(1);
  });
});

describe('publish-flow with services in the contract', () => {
  test('publishes a form for each language, and says where each id goes', async () => {
    const world = await startChannelWorld();
    becomeClinic(world);
    const { exitCode, stdout } = await world.channel(['publish-flow', '--local']);
    const [english, spanish] = await flowsOf(world);
    expect([exitCode, english?.name, spanish?.name]).toEqual([
      0,
      expect.stringMatching(/^appointment-flow-en-[0-9a-f]{8}$/),
      expect.stringMatching(/^appointment-flow-es-[0-9a-f]{8}$/),
    ]);
    const days = '"daysByInvitation":true';
    expect(stdout).toContain(`"flow": {"id":"${english?.id}","action":"navigate","screen":"APPOINTMENT",${days}}`);
    expect(stdout).toContain(`below "languages", into "es":  "flow": {"id":"${spanish?.id}",${days}}`);
  });

  test('publishes only the language asked for, and refuses one that the contract has not', async () => {
    const world = await startChannelWorld();
    becomeClinic(world);
    const one = await world.channel(['publish-flow', '--local', '--language', 'es', '--json']);
    expect(one.json()).toMatchObject({ flows: [{ language: 'es', outcome: 'published' }] });
    expect(await flowsOf(world)).toHaveLength(1);
    const other = await world.channel(['publish-flow', '--local', '--language', 'fr']);
    expect([other.exitCode, other.stderr]).toEqual([2, expect.stringMatching('one of: en, es')]);
    const unclear = await world.channel(['publish-flow', '--local', '--flow-id', '12345']);
    expect([unclear.exitCode, unclear.stderr]).toEqual([2, expect.stringMatching('--language')]);
  });

  test('says which words a language lacks', async () => {
    const world = await startChannelWorld();
    const { languages } = shippedContract;
    const booking = clinicBooking({
      services: [{ id: 'cut', title: { en: 'Cut', fr: 'Coupe' }, minutes: 30, needs: [['ana']] }],
    });
    becomeClinic(world, {
      booking,
      languages: { en: languages.en, fr: { ...languages.en, form: { day: 'Jour' } } },
    });
    const { exitCode, stderr } = await world.channel(['publish-flow', '--local']);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/languages\.fr\.form lacks title, heading, service, time,/),
    ]);
    expect(await world.writes()).toEqual([]);
  });

  test('writes the forms to files, to be published by hand', async () => {
    const world = await startChannelWorld();
    becomeClinic(world);
    const folder = join(world.folder, 'forms');
    const { stdout } = await world.channel(['publish-flow', '--save', folder]);
    expect(stdout).toContain(join(folder, 'appointment-flow-es.json'));
    const saved = JSON.parse(readFileSync(join(folder, 'appointment-flow-es.json'), 'utf8'));
    expect(saved).toMatchObject({ version: '7.3', screens: [{ title: 'Reserva tu cita' }, {}, {}] });
  });
});
