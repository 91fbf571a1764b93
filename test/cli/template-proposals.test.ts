import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { scenarioContract } from '../support/scenario-contract.ts';
import { type ChannelWorld, startChannelWorld } from './support/channel-world.ts';

const Component = z.object({
  type: z.string(),
  text: z.optional(z.string()),
  example: z.optional(z.object({ body_text: z.array(z.array(z.string())) })),
  buttons: z.optional(z.array(z.looseObject({ type: z.string(), text: z.string() }))),
});
const Proposals = z.object({
  proposals: z.array(
    z.object({
      ...{ language: z.string(), purpose: z.string(), path: z.string() },
      template: z.object({
        ...{ name: z.string(), category: z.string(), language: z.string() },
        components: z.array(Component),
      }),
    }),
  ),
  without: z.array(z.string()),
});

const CREATE = ['templates', 'propose', '--create', '--yes', '--local'];

/** Replaces the contract of the project folder by what `edit` makes of it. */
function editContract({ folder }: ChannelWorld, edit: (contract: ReturnType<typeof contractOf>) => object): void {
  const path = join(folder, 'cdk.json');
  const cdk = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...cdk, context: { ...cdk.context, contract: edit(contractOf(folder)) } }));
}

const contractOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8')).context.contract;

/** Puts fields into the English of the contract. */
const inEnglish = (world: ChannelWorld, fields: object): void =>
  editContract(world, (contract) => ({
    ...contract,
    languages: { ...contract.languages, en: { ...contract.languages.en, ...fields } },
  }));

async function proposals(world: ChannelWorld, ...options: string[]) {
  const { exitCode, json } = await world.channel(['templates', 'propose', '--json', ...options]);
  expect(exitCode).toBe(0);
  return Proposals.parse(json());
}

const bodyOf = ({ template }: z.infer<typeof Proposals>['proposals'][number]) =>
  template.components.find(({ type }) => type === 'BODY');

/** WhatsApp's review is over. */
const reviewed = ({ provider }: ChannelWorld) => provider.control('POST', 'clock', { advanceSeconds: 600 });

describe('templates propose', () => {
  test('words a template for everything that the contract tells, in each of its languages, and sends nothing', async () => {
    const world = await startChannelWorld();
    const { proposals: found, without } = await proposals(world);
    expect(without).toEqual([]);
    expect(found.map(({ language, purpose }) => `${purpose} ${language}`)).toEqual([
      ...['invitation en', 'booked en', 'changed en', 'cancelled en'],
      ...['invitation es', 'booked es', 'changed es', 'cancelled es'],
    ]);
    for (const { purpose, template } of found) {
      expect(template).toMatchObject({ name: `appointment_flow_${purpose}`, category: 'UTILITY' });
    }
    expect(await world.writes()).toEqual([]);
  });

  test('gives each variable a sample, and the buttons the labels of the contract', async () => {
    const { proposals: found } = await proposals(await startChannelWorld(), '--language', 'es');
    const changed = found.find(({ purpose }) => purpose === 'changed');
    expect(changed && bodyOf(changed)?.example?.body_text).toEqual([
      ['Alex', 'tu visita', expect.stringMatching(/^\p{L}+, \d+ de \p{L}+$/u), '10:30'],
    ]);
    expect(found.map(({ template }) => template.components[1]?.buttons)).toMatchObject([
      [{ type: 'FLOW', text: 'Reservar', flow_id: '1234567890', flow_action: 'navigate' }],
      [{ text: 'Cambiar' }, { text: 'Cancelar' }],
      [{ type: 'QUICK_REPLY', text: 'Cambiar' }, { text: 'Cancelar' }],
      [{ text: 'Reservar otra vez' }],
    ]);
  });

  test.each([
    [
      'its own where all variables stand in order between words',
      'Dear {{name}}, we have moved your {{service}} to {{date}} at {{time}}. Please call us if that does not suit.',
      'Dear {{1}}, we have moved your {{2}} to {{3}} at {{4}}. Please call us if that does not suit.',
    ],
    [
      'the project’s where they stand in another order',
      'Dear {{name}}, on {{date}} at {{time}} we expect you for your {{service}} at our place in town.',
      expect.stringMatching(/^Hello \{\{1\}\}, your appointment has changed/),
    ],
    [
      'the project’s where nothing but a full stop follows the last one',
      'Dear {{name}}, please note that we have moved your visit for {{service}} to {{date}} at {{time}}.',
      expect.stringMatching(/^Hello \{\{1\}\}, your appointment has changed/),
    ],
    [
      'the project’s where a text names what no template sends',
      'Dear {{name}}, your {{service}} is now on {{date}} at {{time}}, and {{resource}} will be there for you.',
      expect.stringMatching(/^Hello \{\{1\}\}, your appointment has changed/),
    ],
  ])('has the words of the contract: %s', async (_, changed, body) => {
    const world = await startChannelWorld();
    const { confirmation } = contractOf(world.folder).languages.en;
    inEnglish(world, { confirmation: { ...confirmation, changed } });
    const { proposals: found } = await proposals(world, '--language', 'en');
    const proposal = found.find(({ purpose }) => purpose === 'changed');
    expect(proposal && bodyOf(proposal)?.text).toEqual(body);
  });

  test('words those of reminders, follow-ups, approvals and staff, where the contract has them', async () => {
    const world = await startChannelWorld();
    editContract(world, scenarioContract);
    const { proposals: found, without } = await proposals(world, '--language', 'en');
    expect(without).toEqual([]);
    expect(found.map(({ purpose, path, template }) => [purpose, path, template.name])).toEqual([
      ['invitation', 'languages.en.template', 'appointment_flow_invitation'],
      ...['requested', 'booked', 'changed', 'cancelled', 'declined', 'reminder'].map((purpose) => [
        ...[purpose, `languages.en.templates.${purpose}`, `clinic_${purpose}`],
      ]),
      ['follow-up', 'languages.en.templates.followUp', 'clinic_follow_up'],
      ['staff-news', 'staff.templates.en.news', 'clinic_staff_news'],
      ['staff-to-approve', 'staff.templates.en.toApprove', 'clinic_staff_to_approve'],
    ]);
    const labels = found.map(({ template }) => template.components[1]?.buttons?.map(({ text }) => text).join());
    expect(labels.slice(-4)).toEqual(["I'm coming,Change,Cancel", 'Book again', 'Call', 'Approve,Refuse,Call']);
    const created = await world.channel([...CREATE, '--language', 'en', '--json']);
    expect(created.json()['submitted']).toMatchObject(Array(10).fill({ outcome: 'submitted' }));
  });

  test('has the words of the contract for a reminder that is the only one, and the project’s for several', async () => {
    const world = await startChannelWorld();
    const own =
      'Dear {{name}}, we expect you for {{service}} on {{date}} at {{time}}. Please bring your papers with you.';
    const bodyWith = async (...keys: string[]) => {
      editContract(world, (contract) => ({
        ...contract,
        reminders: keys.map((key, index) => ({ key, before: { minutes: 60 * (index + 1) } })),
      }));
      inEnglish(world, { reminders: Object.fromEntries(keys.map((key) => [key, own])) });
      const { proposals: found } = await proposals(world, '--language', 'en');
      const reminder = found.find(({ purpose }) => purpose === 'reminder');
      return reminder && bodyOf(reminder)?.text;
    };
    expect(await bodyWith('one')).toMatch(/^Dear \{\{1\}\}, we expect you for \{\{2\}\}/);
    expect(await bodyWith('one', 'two')).toMatch(/^Hello \{\{1\}\}, this is a reminder/);
  });

  test('words a follow-up that wins customers back as marketing', async () => {
    const world = await startChannelWorld();
    editContract(world, (contract) => ({
      ...contract,
      followUps: [{ key: 'again', after: { days: 100 }, category: 'marketing' }],
    }));
    inEnglish(world, { followUps: { again: 'We miss you, {{name}}.' } });
    const { proposals: found } = await proposals(world, '--language', 'en');
    expect(found.at(-1)).toMatchObject({ purpose: 'follow-up', template: { category: 'MARKETING' } });
  });

  test('tells which text to write where the project has no words in a language', async () => {
    const world = await startChannelWorld();
    editContract(world, (contract) => ({
      ...contract,
      languages: { ...contract.languages, fr: contract.languages.en },
    }));
    const { without } = await proposals(world);
    expect(without).toEqual(['booked', 'changed', 'cancelled'].map((purpose) => `languages.fr.templates.${purpose}`));
    const { stdout } = await world.channel(['templates', 'propose', '--language', 'fr']);
    expect(stdout).toContain('Write one text with {{name}}, {{service}}, {{date}}, {{time}} in this order');
  });

  test('refuses a language that the contract does not have', async () => {
    const { channel } = await startChannelWorld();
    expect(await channel(['templates', 'propose', '--language', 'it'])).toMatchObject({
      ...{ exitCode: 2, stdout: '', stderr: 'The contract has no language "it".\n' },
    });
  });
});

describe('templates propose --create', () => {
  test('submits all of them, which WhatsApp takes as they are, and prints entries that the contract takes', async () => {
    const world = await startChannelWorld();
    const { exitCode, json } = await world.channel([...CREATE, '--json']);
    expect(exitCode).toBe(0);
    const { submitted, fragment } = json();
    expect(submitted).toHaveLength(8);
    expect(submitted).toMatchObject(Array(8).fill({ outcome: 'submitted', status: 'pending' }));
    const contract = contractOf(world.folder);
    const { languages } = z.object({ languages: z.record(z.string(), z.looseObject({})) }).parse(fragment);
    const merged = Object.entries(languages).map(([tag, fields]) => [tag, { ...contract.languages[tag], ...fields }]);
    const entries = Contract.parse({ ...contract, languages: Object.fromEntries(merged) }).languages;
    expect(entries['en']?.templates?.cancelled).toMatchObject({ language: 'en', buttons: { book: 'Book again' } });
    expect(entries['es']?.template).toMatchObject({ name: 'appointment_flow_invitation', language: 'es' });
  });

  test('asks before, and submits nothing to somebody who is not asked or does not agree', async () => {
    const world = await startChannelWorld();
    const argv = ['templates', 'propose', '--create', '--local', '--language', 'en'];
    const unasked = await world.channel(argv);
    expect([unasked.exitCode, unasked.stderr]).toEqual([2, expect.stringContaining('Give --yes')]);
    expect(await world.channel(argv, { typed: 'no\n' })).toMatchObject({ exitCode: 1 });
    expect(await world.writes()).toEqual([]);
    const agreed = await world.channel(argv, { typed: 'create\n' });
    expect(agreed.stderr).toContain('appointment_flow_booked (en)');
    expect(await world.writes()).toEqual(Array(4).fill('POST addTemplate'));
  });

  test('submits nothing twice', async () => {
    const world = await startChannelWorld();
    await world.channel([...CREATE, '--language', 'en']);
    const again = await world.channel([...CREATE, '--language', 'en']);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain('booked (en): the channel has appointment_flow_booked in en already');
    expect(await world.writes()).toHaveLength(4);
  });

  test('tells which one the provider refuses, and submits the others', async () => {
    const world = await startChannelWorld();
    const refuse = { status: 400, text: 'The wording is not allowed', shape: 'error', times: 1 };
    await world.provider.behave({ faultMethods: ['addTemplate'], refuse });
    const { exitCode, stdout } = await world.channel([...CREATE, '--language', 'en']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^invitation \(en\): .* was refused\. .*The wording is not allowed/m);
    expect(stdout).toMatch(/^booked \(en\): .* was submitted, and is pending\.$/m);
  });

  test('says how to make them by hand where the provider has no such method', async () => {
    const world = await startChannelWorld();
    await world.provider.behave({ faultMethods: ['addTemplate'], refuse: { status: 501, shape: 'plain' } });
    const { exitCode, stderr } = await world.channel(CREATE);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('WhatsApp Manager')]);
    expect(await world.writes()).toHaveLength(1);
  });
});

describe('templates, once they were proposed', () => {
  test('prints the entries of those that WhatsApp approved, and then finds that they fit', async () => {
    const world = await startChannelWorld();
    await world.channel(CREATE);
    expect((await world.channel(['templates', '--local'])).stdout).not.toContain('"booked": {');
    await reviewed(world);
    const { stdout, json } = await world.channel(['templates', '--local', '--json']);
    expect(stdout).toContain('appointment_flow_changed');
    const { fragment } = json();
    const { languages } = z.object({ languages: z.record(z.string(), z.looseObject({})) }).parse(fragment);
    inEnglish(world, languages['en'] ?? {});
    const after = await world.channel(['templates', '--local']);
    expect(after.stdout).toContain('booked (en)      appointment_flow_booked in en: it is approved, and fits.');
    expect(after.stdout).toContain('cancelled (es)   none: a person tells customers');
  });

  const entry = { name: 'appointment_flow_booked', namespace: 'wrong', language: 'en' };
  const namespace = '00000000_0000_4000_8000_000000000001';
  const buttons = { change: 'Change', cancel: 'Cancel' };
  test.each([
    [{ ...entry, buttons }, `its namespace is ${namespace}, and the contract says wrong`],
    [{ ...entry, namespace, name: 'another' }, 'the channel has none of this name and language'],
    [{ ...entry, namespace }, 'its quick replies are "Change", "Cancel", and the contract\'s "buttons" none'],
    [
      { ...entry, namespace, buttons: { ...buttons, cancel: 'Call off' } },
      'its quick replies are "Change", "Cancel", and the contract\'s "buttons" "Change", "Call off"',
    ],
    [
      { ...entry, namespace, name: 'appointment_reminder' },
      'its body has the variables {{1}}, {{2}}, and the stack sends the variables {{1}}, {{2}}, {{3}}, {{4}}',
    ],
    [{ ...entry, namespace, name: 'appointment_news' }, 'its body has no variable, and the stack sends'],
    [{ ...entry, namespace, name: 'appointment_invitation' }, 'its body has the variables {{1}}, and'],
  ])('tells what is wrong with the entry %o', async (booked, sentence) => {
    const world = await startChannelWorld();
    await world.channel([...CREATE, '--language', 'en']);
    await reviewed(world);
    inEnglish(world, { templates: { booked } });
    const { stdout } = await world.channel(['templates', '--local']);
    expect(stdout).toContain(sentence);
  });

  test('tells that WhatsApp has not approved one yet, and proposes it by the name that the contract has for it', async () => {
    const world = await startChannelWorld();
    const booked = { name: 'our_own_name', namespace, language: 'en', buttons };
    inEnglish(world, { templates: { booked } });
    await world.channel([...CREATE, '--language', 'en']);
    const { uses } = (await world.channel(['templates', '--local', '--json'])).json();
    expect(uses).toEqual([
      {
        ...{ path: 'languages.en.templates.booked', name: 'our_own_name', verdict: 'warning' },
        says: 'our_own_name in en: WhatsApp has not approved it yet, and does not send it until then.',
      },
    ]);
  });
});
