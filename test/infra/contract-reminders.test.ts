import { describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { ContractError, readContract } from '../../infra/context-contract.ts';

const shipped = cdkJson.context.contract;

const withValue = (part: unknown, [key, ...below]: string[], value: unknown): unknown =>
  key === undefined ? value : { ...Object(part), [key]: withValue(Object(part)[key], below, value) };

/** What is reported of the shipped contract with other values at some places. */
function faultsOf(changes: Record<string, unknown>): string[] {
  const contract = Object.entries(changes).reduce<unknown>(
    (changed, [place, value]) => withValue(changed, place.split('.'), value),
    shipped,
  );
  try {
    readContract(contract, 'synth');
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

const NONE = {
  reminders: undefined,
  quietHours: undefined,
  'languages.en.reminders': undefined,
  'languages.es.reminders': undefined,
  'languages.en.templates': undefined,
  'languages.es.templates': undefined,
};

const followUps = (days: number) => [{ key: 'recall', after: { days }, category: 'marketing' }];

describe('the reminders of a contract', () => {
  it('may be left out with their texts', () => {
    expect(faultsOf(NONE)).toEqual([]);
  });

  it.each([
    ['by minutes', { minutes: 90 }],
    ['by days', { days: 2 }],
    ['by days at a time', { days: 2, at: '17:30' }],
    ['on the day itself at a time', { days: 0, at: '07:30' }],
  ])('may be before an appointment %s', (_, before) => {
    expect(faultsOf({ reminders: [{ key: 'day-before', before }, shipped.reminders[1]] })).toEqual([]);
  });

  it.each([
    ['on the day itself without a time', { days: 0 }, '.at: is missing; on the day itself a reminder needs a time'],
    ['by nothing', {}, ': must be {"minutes"}, or {"days"} with a time "at" or without'],
    ['by both', { days: 1, minutes: 5 }, ': must be {"minutes"}, or {"days"} with a time "at" or without'],
    ['at no time of a clock', { days: 1, at: '25:00' }, '.at: must be a time such as "18:00"'],
    ['by half a day', { days: 0.5 }, ': must be {"minutes"}, or {"days"} with a time "at" or without'],
  ])('may not be before it %s', (_, before, fault) => {
    const reminders = [{ key: 'day-before', before }, shipped.reminders[1]];
    expect(faultsOf({ reminders })).toEqual([`  reminders.0.before${fault}`]);
  });

  it('have keys of their own', () => {
    expect(faultsOf({ reminders: [shipped.reminders[0], shipped.reminders[0], shipped.reminders[1]] })).toEqual([
      '  reminders: must give each reminder a key of its own',
    ]);
  });

  it('each have a text in the default language, with date and time, and no text is without a reminder', () => {
    const { 'day-before': text } = shipped.languages.en.reminders;
    expect(
      faultsOf({
        'languages.en.reminders': { 'day-before': 'Until {{date}}', other: text },
        'languages.es.reminders': {},
      }),
    ).toEqual([
      '  languages.en.reminders.day-before: must contain {{date}} and {{time}}',
      '  languages.en.reminders.other: is the key of none of the reminders',
      '  languages.en.reminders.two-hours: is missing in the default language',
    ]);
  });

  it('name what a booking can lack only with what stands for it', () => {
    const confirmation = { booked: '{{date}} {{time}}' };
    expect(faultsOf({ 'languages.es.confirmation': confirmation })).toEqual([
      '  languages.es.confirmation.fallbackService: is missing; it stands for {{service}} of a reminder where the booking has none',
      '  languages.es.confirmation.fallbackResource: is missing; it stands for {{resource}} of a reminder where the booking has none',
    ]);
  });

  it('are needed by what has no effect without them', () => {
    const { templates } = shipped.languages.en;
    const quietHours = { from: '21:00', to: '08:00' };
    expect(faultsOf({ ...NONE, quietHours, 'languages.en.templates': templates })).toEqual([
      '  languages.en.templates.reminder: has no effect without reminders',
      '  quietHours: has no effect without reminders and followUps',
    ]);
  });
});

describe('quiet hours', () => {
  it.each([
    ['of no length', { from: '08:00', to: '08:00' }, '  quietHours.to: must differ from "from"'],
    ['of almost a whole day', { from: '08:00', to: '07:00' }, '  quietHours: must leave two hours of the day at least'],
    ['at no time of a clock', { from: '8', to: '07:00' }, '  quietHours.from: must be a time such as "18:00"'],
  ])('are refused %s', (_, quietHours, fault) => {
    expect(faultsOf({ quietHours })).toEqual([fault]);
  });
});

describe('follow-ups', () => {
  it('are taken with their texts', () => {
    expect(faultsOf({ followUps: followUps(180), 'languages.en.followUps': { recall: 'Time for a visit' } })).toEqual(
      [],
    );
  });

  it('need a text, a category, and a booking that is kept so long', () => {
    expect(faultsOf({ followUps: followUps(180), 'retention.invitationDays': 180 })).toEqual([
      '  languages.en.followUps.recall: is missing in the default language',
      '  followUps.0.after.days: must be less than retention.invitationDays, for which a booking is kept',
    ]);
    expect(
      faultsOf({ followUps: [{ key: 'recall', after: { days: 1 } }], 'languages.en.followUps.recall': 'x' }),
    ).toEqual(['  followUps.0.category: is missing; must be "utility" or "marketing"']);
  });
});
