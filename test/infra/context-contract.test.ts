import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { Contract } from '../../functions/shared/contract/contract.ts';
import { ContractError, readContract } from '../../infra/context-contract.ts';
import { contractWithoutServices, withoutServices } from '../support/contract.ts';

const shipped = cdkJson.context.contract;

const template = (name: string, language: string, buttons: object) => ({ name, namespace: 'ns', language, buttons });

/** Templates that tell of bookings, as a business has them approved. */
const templatesIn = (language: string) => ({
  booked: template('appointment_booked', language, { change: 'Change', cancel: 'Cancel' }),
  changed: template('appointment_changed', language, { change: 'Change', cancel: 'Cancel' }),
  cancelled: template('appointment_cancelled', language, { book: 'Book again' }),
});

/** The shipped contract with other values at some places, such as `languages.es.cta`. */
const shippedWith = (changes: Record<string, unknown>) =>
  Object.entries(changes).reduce<unknown>(
    (contract, [place, value]) => withValue(contract, place.split('.'), value),
    shipped,
  );

/** The same with templates that tell of bookings. */
const templatedWith = (changes: Record<string, unknown>) =>
  shippedWith({ 'languages.en.templates': templatesIn('en'), 'languages.es.templates': templatesIn('es'), ...changes });

const withValue = (part: unknown, [key, ...below]: string[], value: unknown): unknown =>
  key === undefined ? value : { ...Object(part), [key]: withValue(Object(part)[key], below, value) };

/** What is reported below the first line. */
function faultsOf(contract: unknown): string[] {
  try {
    readContract(contract, 'synth');
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'appointment-flow-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const file = path.join(folder, 'contract.json');
  writeFileSync(file, text);
  return file;
}

/** A form whose days are its own. */
const OWN_DAYS = { 'flow.daysByInvitation': undefined, 'languages.es.flow': undefined };

describe('the contract', () => {
  it('is accepted as shipped, so that everything works on one machine at once', () => {
    expect(faultsOf(shipped)).toEqual([]);
  });

  it('is taken from the JSON file that the context names', () => {
    const file = fileWith(JSON.stringify(shippedWith({ name: 'second-channel' })));
    expect(readContract(file, 'synth').name).toBe('second-channel');
  });

  it.each([
    ['name', 'My Salon', 'must be lower-case letters, digits and -, starting with a letter, at most 40'],
    ['businessName', ' ', 'must not be empty'],
    ['channel.id', 'VID 1', 'must be the channel id from the 1MSG dashboard'],
    ['channel.apiBaseUrl', 'https://api.1msg.io/', 'must be an https URL without a query or a trailing slash'],
    ['channel.apiBaseUrl', 'http://api.1msg.io', 'must be an https URL without a query or a trailing slash'],
    ['flow.id', 1234567890, 'must be the numeric id of a published Flow, as text'],
    ['flow.action', 'open', 'must be "navigate" or "data_exchange"'],
    ['flow.screen', 'First screen', 'must be a screen id: capitals and _'],
    ['flow.daysByInvitation', 'yes', 'must be true or false'],
    ['languages.es.flow.id', 'mine', 'must be the numeric id of a published Flow, as text'],
    ['flow.mode', 'live', 'must be "published" or "draft"'],
    ['defaultLanguage', 'fr', 'must be one of the languages'],
    ['languages.english', shipped.languages.en, 'must be a language such as "en" or "pt_BR"'],
    ['languages.en.greeting', `{{1}}${'x'.repeat(1020)}`, 'must be at most 1024 characters'],
    ['languages.en.greeting', `{{1}}${'x'.repeat(1000)}`, 'must leave room for a name of 60 characters within 1024'],
    ['languages.en.greeting', 'Book now:', "must contain {{1}} (the customer's name) exactly once"],
    ['languages.en.greeting', 'Hi {{1}}, {{2}}:', 'must contain no placeholder but {{1}}'],
    ['languages.es.cta', 'Reservar ahora mismo!', 'must be at most 20 characters'],
    ['languages.es.cta', 'Reservar 📅', 'must not contain an emoji'],
    ['languages.es.cta', 'Cita 1️⃣', 'must not contain an emoji'],
    ['languages.es.cta', '  ', 'must not be empty'],
    ['languages.es.fallbackName', 7, 'must be text'],
    ['languages.en.confirmation.booked', 'See you on {{date}}', 'must contain {{date}} and {{time}}'],
    [
      'languages.en.confirmation.changed',
      '{{date}} {{time}} {{price}}',
      'must contain no placeholder but {{date}}, {{time}}, {{service}}, {{resource}}, {{name}}',
    ],
    ['languages.en.confirmation.changed', '{{date}} {{date}} {{time}}', 'must contain each placeholder at most once'],
    ['languages.en.confirmation.cancelled', 'x'.repeat(1025), 'must be at most 1024 characters'],
    [
      'languages.en.confirmation.fallbackService',
      undefined,
      'is missing; it stands for {{service}} where the booking names none',
    ],
    ['languages.en.templates.booked.name', 'Appointment booked', 'must be the name of an approved template'],
    [
      'languages.en.templates.changed.namespace',
      undefined,
      'is missing; must be the namespace that "npm run channel -- templates" shows',
    ],
    ['languages.es.templates.cancelled.language', 'Spanish', 'must be the template language, such as "en" or "pt_BR"'],
    ['languages.en.templates.reminded', {}, 'is no field of the contract; mend its name or remove it'],
    ['languages.en.templates.booked.namesCustomer', true, 'is no field of the contract; mend its name or remove it'],
    ['languages.en.templates.booked.buttons.change', 'Change the appointment', 'must be at most 20 characters'],
    ['languages.es.templates.changed.buttons.coming', 'Sí, allí estaré seguro', 'must be at most 20 characters'],
    ['languages.en.templates.booked.buttons.keep', 'Keep', 'is no field of the contract; mend its name or remove it'],
    ['delivery.noticeDeadlineMinutes', 4, 'must be a whole number from 5 to 1440'],
    ['delivery.noticeDeadlineMinutes', 1441, 'must be a whole number from 5 to 1440'],
    ['languages.en.confirmation.requested', 'We have it', 'must contain {{date}} and {{time}}'],
    ['languages.en.declined', 'Not on {{date}}', 'must contain {{date}} and {{time}}'],
    ['languages.en.declined', `{{date}} {{time}} ${'x'.repeat(240)}`, 'must be at most 250 characters'],
    ['languages.en.chat.yourRequest', 'You asked', 'must contain {{date}} and {{time}}'],
    ['languages.en.chat.askCancel', 'Cancel it?', 'must contain {{date}} and {{time}}'],
    [
      'languages.es.chat.tooLate',
      'Llámanos, {{name}}',
      'must contain no placeholder but {{date}}, {{time}}, {{service}}',
    ],
    ['languages.en.chat.willAnswer', undefined, 'is missing; must be text'],
    ['languages.en.chat.chooseButton', 'Choose one of these bookings', 'must be at most 20 characters'],
    ['languages.en.chat.buttons', { ...shipped.languages.en.chat.buttons, keep: 'Cancel' }, 'must all be different'],
    ['languages.en.chat.buttons', { ...shipped.languages.en.chat.buttons, coming: 'Cancel' }, 'must all be different'],
    [
      'languages.en.chat.confirmed',
      'See you, {{name}}',
      'must contain no placeholder but {{date}}, {{time}}, {{service}}',
    ],
    [
      'languages.en.chat.fallbackService',
      undefined,
      'is missing; it stands for {{service}} where the booking names none',
    ],
    ['intent.answersPerHour', 0, 'must be a whole number from 1 to 60'],
    ['booking.changeUntilMinutes', -1, 'must be a whole number from 0 to 20160'],
    ['staff.emails', [], 'must name at least one address'],
    ['staff.emails', ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@salon.test`), 'must be at most 5 addresses'],
    ['staff.emails', ['desk@salon.test', 'Desk@salon.test'], 'must name each address once'],
    ['staff', true, 'must be an object with emails or phones'],
    ['alarms', ['operator@salon.test'], 'must be an object with emails, or false'],
    ['alarms.emails', [], 'must name at least one address'],
    ['alarms', true, 'must be an object with emails, or false'],
    ['monitoring', 'all', 'must be "basic" or "full"'],
    ['restoredTable', 'salon-restored', 'must be an object with name and streamArn'],
    ['booking.timeZone', 'Mars/Olympus', 'must be an IANA time zone such as "Europe/Madrid"'],
    ['booking.durationMinutes', 22.5, 'must be a whole number from 5 to 1440'],
    ['booking.durationMinutes', '30', 'must be a whole number from 5 to 1440'],
    ['booking.openingHours', '9-17', 'must be an object with the weekdays'],
    ['calendar.pastMonths', -1, 'must be a whole number from 0 to 24'],
    ['calendar.futureMonths', 'all', 'must be a whole number from 1 to 36'],
    ['booking.openingHours.funday', [], 'is no field of the contract; mend its name or remove it'],
    ['booking.openingHours.monday', '9-17', 'must be a list of times from and to'],
    [
      'booking.openingHours.monday',
      [
        { from: '09:00', to: '17:00' },
        { from: '16:00', to: '18:00' },
      ],
      'must be in order and must not overlap',
    ],
    [
      'booking.fields.date',
      'the date',
      'must be the name of a form field: letters, digits and _, not starting with a digit, at most 64',
    ],
    ['country', 'Spain', 'must be a country by its two capital letters, such as "ES"'],
    ['country', 'XX', 'must be a country by its two capital letters, such as "ES"'],
    ['retention.unmatchedDays', 90, 'must be a whole number from 1 to 30'],
    ['retention.messageDays', 6, 'must be a whole number from 7 to 3650'],
    ['retention.messageDays', 401, 'must be at most retention.invitationDays, for which a booking is kept'],
    ['languages.en.button', 'Book', 'is no field of the contract; mend its name or remove it'],
    ['webhooks', [], 'is no field of the contract; mend its name or remove it'],
  ])('is refused when %s is %j, with the rule', (place, value, rule) => {
    expect(faultsOf(templatedWith({ [place]: value }))).toEqual([`  ${place}: ${rule}`]);
  });

  it('is refused when a text names what a booking can lack, and nothing stands for it: each fault at once', () => {
    const booked = 'On {{date}} at {{time}}: {{service}} with {{resource}}';
    expect(faultsOf(shippedWith({ 'languages.en.confirmation': { booked } }))).toEqual([
      '  languages.en.confirmation.fallbackService: is missing; it stands for {{service}} where the booking names none',
      '  languages.en.confirmation.fallbackResource: is missing; it stands for {{resource}} where the booking has no place',
    ]);
  });

  it.each([
    ['no free times', 'Sorry. Please choose again.', 'taken: must contain {{times}}'],
    [
      'something else',
      '{{times}}, with {{resource}}',
      'taken: must contain no placeholder but {{date}}, {{time}}, {{name}}, {{times}}',
    ],
    ['the times twice', '{{times}} and {{times}}', 'taken: must contain each placeholder at most once'],
    ['more than fits', `{{times}}${'.'.repeat(400)}`, 'taken: must be at most 400 characters'],
  ])('is refused when the text about a refused form names %s', (_, taken, fault) => {
    expect(faultsOf(shippedWith({ 'languages.en.refused': { taken } }))).toEqual([`  languages.en.refused.${fault}`]);
  });

  it.each([
    [{ url: 'http://crm.test' }, 'url: must be an https URL without a password, * or #'],
    [{ url: 'https://me:word@crm.test/' }, 'url: must be an https URL without a password, * or #'],
    [{ url: 'https://crm.test/*/bookings' }, 'url: must be an https URL without a password, * or #'],
    [{ url: 'https://crm.test', header: 'Content-Type' }, 'header: must not be a header that every request has'],
    [{ url: 'https://crm.test', perSecond: 301 }, 'perSecond: must be a whole number from 1 to 300'],
  ])('is refused when it hands off to %j, with the rule', (crm, fault) => {
    expect(faultsOf(shippedWith({ crm }))).toEqual([`  crm.${fault}`]);
  });

  it.each([
    [{ from: '9:00', to: '17:00' }, 'from: must be a time such as "09:00"'],
    [{ from: '09:00' }, 'to: is missing; must be a time such as "17:00", "24:00" at most'],
    [{ from: '09:00', to: '24:30' }, 'to: must be a time such as "17:00", "24:00" at most'],
    [{ from: '09:00', to: '08:00' }, 'to: must be later than from'],
  ])('is refused when it opens as %j, with the rule', (span, fault) => {
    const contract = shippedWith({ 'booking.openingHours.sunday': [span] });
    expect(faultsOf(contract)).toEqual([`  booking.openingHours.sunday.0.${fault}`]);
  });

  it.each([
    [{ cancel: 'Change' }, ': must all be different'],
    [{ keep: 'No, keep my appointment' }, '.keep: must be at most 20 characters'],
    [{ book: undefined }, '.book: is missing; must be text'],
  ])('is refused when the buttons of the chat are %j, with the rule', (changes, fault) => {
    const labels = { change: 'Change', cancel: 'Cancel', book: 'Book', cancelNow: 'Yes, cancel', keep: 'No, keep it' };
    const contract = shippedWith({ 'languages.en.chat.buttons': { ...labels, ...changes } });
    const faults = faultsOf(contract).filter((line) => line.includes('chat.buttons'));
    expect(faults).toEqual([`  languages.en.chat.buttons${fault}`]);
  });

  it('tells of bookings within an hour, and by text alone, unless it says otherwise', () => {
    const contract = templatedWith({
      'delivery.noticeDeadlineMinutes': undefined,
      'languages.en.templates': undefined,
      'languages.es.templates.booked.buttons': undefined,
    });
    const { delivery, languages } = readContract(contract, 'synth');
    expect(delivery.noticeDeadlineMinutes).toBe(60);
    expect(languages['en']?.templates).toBeUndefined();
    expect(languages['es']?.templates?.booked?.buttons).toBeUndefined();
  });

  it('has no form of its own making without services', () => {
    const old = contractWithoutServices();
    const es = { ...old.languages.es, form: { title: 'Cita' } };
    const contract = { ...old, flow: { ...old.flow, daysByInvitation: true }, languages: { ...old.languages, es } };
    expect(faultsOf(contract).toSorted()).toEqual([
      '  flow.daysByInvitation: has no effect without services',
      '  languages.es.form: has no effect without services',
    ]);
  });

  it('needs at least its default language', () => {
    const contract = shippedWith({
      languages: {},
      'flow.daysByInvitation': undefined,
      booking: withoutServices(shipped.booking),
    });
    expect(faultsOf(contract)).toEqual(['  defaultLanguage: must be one of the languages']);
  });

  it('does not take a screen together with the action that leaves the screen to an endpoint', () => {
    expect(faultsOf(shippedWith({ ...OWN_DAYS, 'flow.action': 'data_exchange' }))).toEqual([
      '  flow.screen: must be left out with the action "data_exchange"',
    ]);
  });

  it('shows all its faults at once, also those between two fields', () => {
    const contract = shippedWith({
      ...OWN_DAYS,
      'languages.es.cta': '',
      defaultLanguage: 'fr',
      'flow.action': 'data_exchange',
      'booking.durationMinutes': 0,
      webhooks: [],
      birthdays: true,
    });
    expect(faultsOf(contract).sort()).toEqual([
      '  birthdays: is no field of the contract; mend its name or remove it',
      '  booking.durationMinutes: must be a whole number from 5 to 1440',
      '  defaultLanguage: must be one of the languages',
      '  flow.screen: must be left out with the action "data_exchange"',
      '  languages.es.cta: must not be empty',
      '  webhooks: is no field of the contract; mend its name or remove it',
    ]);
  });

  it('says which parts are missing', () => {
    expect(faultsOf(shippedWith({ channel: undefined, 'booking.timeZone': undefined }))).toEqual([
      '  channel: is missing; must be an object',
      '  booking.timeZone: is missing; must be an IANA time zone such as "Europe/Madrid"',
    ]);
    expect(faultsOf(undefined)).toEqual(['  contract: is missing; must be an object']);
  });

  it('says so when the file it is to come from is missing or is not JSON', () => {
    expect(() => readContract(path.join(folder, 'none.json'), 'synth')).toThrow('there is no such file to read');
    expect(() => readContract(fileWith('{"name": '), 'synth')).toThrow('it is not JSON');
  });

  it('is refused for a deploy while it holds an example, with the place where the real value is found', () => {
    expect(() => readContract(shipped, 'deploy')).toThrow(
      [
        'The contract (cdk.json, context.contract) has 5 faults:',
        "  flow.id: is the example; put your published Flow's id there, from WhatsApp Manager → Account tools → Flows",
        '  languages.es.flow.id: is the example; put the id there of the Flow that you published in Spanish, or leave flow out',
        "  channel.id: is the example; put your channel's id there, from the channel's page in the 1MSG dashboard",
        '  languages.en.templates.reminder.namespace: is the example, as in other languages; put name and namespace of your approved templates there, from "npm run channel -- templates", or leave templates out: then nobody is reminded after 24 hours without a message',
        '  alarms: is missing, so nobody would be told when bookings fail; put {"emails": ["you@your-salon.com"]} there, or false if nobody is to be told',
      ].join('\n'),
    );
    const ownTemplates = { 'languages.en.templates': templatesIn('en'), 'languages.es.templates': templatesIn('es') };
    const own = { 'flow.id': '98765432', 'languages.es.flow': undefined, 'channel.id': 'OWN1', ...ownTemplates };
    const told = { ...own, alarms: { emails: ['operator@salon.test'] } };
    expect(readContract(shippedWith(told), 'deploy').flow.id).toBe('98765432');
  });

  it('is asked at a deploy who is told of alarms, and takes it that nobody is', () => {
    const told = (alarms: unknown) => Contract.parse({ ...shipped, alarms }).alarms;
    expect(told(undefined)).toBeUndefined();
    expect(told(false)).toBeNull();
    expect(told(told(false))).toBeNull();
    expect(() => readContract({ ...shipped, alarms: false }, 'deploy')).not.toThrow('alarms');
    expect(() => readContract(shipped, 'synth')).not.toThrow();
  });
});
