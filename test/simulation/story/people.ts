import type { Customer } from '../../../local/one-msg/channel-state.ts';
import type { Dice } from '../engine/dice.ts';
import type { Terms } from './contract.ts';

/** Names that occur nowhere else, so that a log line that holds one has it from the customer. */
const NAMES = ['Zephyrine', 'Quillon', 'Oxbridge Vexley', 'Ñuñoa', '李明'] as const;

/** A customer of the story: one in six hides the phone, one in six is reported under another spelling of it. */
export function aPerson(dice: Dice, index: number): Customer {
  const digits = String(10_000_000 + dice.between(0, 89_999_999));
  const phone = dice.chance(0.2) ? `54911${digits}` : `346${digits}`;
  const bsuid = `ES.1${String(dice.between(1, 999_999_999)).padStart(15, '0')}`;
  const isSpeltOtherwise = phone.startsWith('54');
  return {
    id: `customer-${index}`,
    phone,
    bsuid,
    name: dice.pick(NAMES),
    phoneHidden: dice.chance(0.15),
    ...(isSpeltOtherwise && { reportedPhone: `54${phone.slice(3)}` }),
  };
}

/** What a form says, and what it means by the clock of the business (Europe/Madrid), worked out by hand. */
export type Meaning = { startsAt?: string; attention: readonly string[] };
export type Wish = Meaning & {
  fields: Record<string, unknown>;
  /** Of a wish for a service of the clinic: its start by the clock there, and whether the clocks leave it out. */
  clinic?: { time: string; isSkipped: boolean };
  /** What it means once the business has moved to New York. */
  elsewhere: Meaning;
};

/** When the clinic is open, by its terms: the doubts about a form go by these hours, whatever its service. */
const OPEN: Partial<Record<Terms, readonly [from: string, to: string]>> = {
  clinic: ['09:00', '11:00'],
  'clinic-later': ['10:00', '12:00'],
};

/** What of a wish of a clinic's customer needs attention before anybody looks at the days: it may come late. */
function doubtsAbout({ startsAt = '', clinic }: Wish, terms: Terms, sentAt: string): string[] {
  const [first, last] = OPEN[terms] ?? [];
  const isOpen = clinic && first && last && !clinic.isSkipped && first <= clinic.time && clinic.time <= last;
  return [
    ...(clinic?.isSkipped ? ['start-in-dst-gap'] : []),
    ...(startsAt < sentAt ? ['start-in-past'] : []),
    ...(isOpen ? [] : ['outside-opening-hours']),
  ];
}

/** What a form means by the terms under which it came. */
export function meaningOf(wish: Wish, terms: Terms, sentAt: string): Meaning & { endsAt?: string } {
  const { startsAt, elsewhere } = wish;
  const attention = wish.clinic ? doubtsAbout(wish, terms, sentAt) : wish.attention;
  if (terms === 'renamed') return { attention: ['date-missing', 'time-missing'] };
  const meant = terms === 'elsewhere' ? elsewhere : { ...(startsAt && { startsAt }), attention };
  if (!meant.startsAt) return meant;
  const minutes = terms === 'longer' ? 60 : 30;
  return { ...meant, endsAt: new Date(Date.parse(meant.startsAt) + minutes * 60_000).toISOString() };
}

const NOTES = 'Zyxwv notes nobody else has';

export const WISHES: readonly Wish[] = [
  {
    fields: { date: '2031-05-06', time: '10:30', service: 'consultation', notes: NOTES },
    startsAt: '2031-05-06T08:30:00.000Z',
    attention: [],
    elsewhere: { startsAt: '2031-05-06T14:30:00.000Z', attention: [] },
  },
  {
    fields: { date: '2031-01-08', time: '10:30', service: 'consultation', notes: NOTES },
    startsAt: '2031-01-08T09:30:00.000Z',
    attention: [],
    elsewhere: { startsAt: '2031-01-08T15:30:00.000Z', attention: [] },
  },
  {
    fields: { date: '2031-05-06', time: '10:45', service: 'consultation' },
    startsAt: '2031-05-06T08:45:00.000Z',
    attention: [],
    elsewhere: { startsAt: '2031-05-06T14:45:00.000Z', attention: [] },
  },
  {
    fields: { date: '2031-03-30', time: '02:30', service: 'cleaning' },
    startsAt: '2031-03-30T01:30:00.000Z',
    attention: ['start-in-dst-gap', 'outside-opening-hours'],
    elsewhere: { startsAt: '2031-03-30T06:30:00.000Z', attention: ['outside-opening-hours'] },
  },
  {
    fields: { date: 'soon', service: 'cleaning', notes: NOTES },
    attention: ['date-unreadable', 'time-missing'],
    elsewhere: { attention: ['date-unreadable', 'time-missing'] },
  },
];
