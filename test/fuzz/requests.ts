import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import type { Dice } from '../simulation/engine/dice.ts';

/** JSON and texts that break careless code. */
export type Hostile = { json(dice: Dice): string; text(dice: Dice): string };

const ACTIONS = ['INIT', 'data_exchange', 'BACK', 'ping', 'init', 'navigate', 'complete', ''] as const;
const GENUINE_ACTIONS = ['INIT', 'BACK', 'data_exchange', 'data_exchange', 'data_exchange'] as const;
const SCREENS = ['CHOOSE', 'WHEN', 'DETAILS', 'SUCCESS', 'ERROR', 'choose', '__proto__', ''] as const;
const VERSIONS = ['3.0', '4.0', '4.1', '99.99', '4', '4.0.0', 'v4', ''] as const;

type Member = [name: string, genuine: (dice: Dice) => unknown];

const hex = (dice: Dice, digits: number) => Buffer.from(dice.bytes(digits / 2)).toString('hex');
const uuid = (dice: Dice) => [8, 4, 4, 4, 12].map((digits) => hex(dice, digits)).join('-');

const HOURS = ['09', '10', '11', '12', '13', '14', '15', '16'] as const;
const ODD_TIMES = ['00:00', '03:07', '08:59', '17:00', '24:00', '9:00', '10:60', ''] as const;

/** What the screens of the clinic have phones say, mostly. */
const FIELDS: readonly Member[] = [
  ['service', (dice) => (dice.chance(0.1) ? 'haircut' : dice.pick(['first-visit', 'consultation', 'treatment']))],
  ['resource', (dice) => (dice.chance(0.6) ? '-' : dice.pick(['ana', 'ben', 'room', 'hall', 'nobody']))],
  ['date', (dice) => dateWithin(dice)],
  [
    'time',
    (dice) => (dice.chance(0.2) ? dice.pick(ODD_TIMES) : `${dice.pick(HOURS)}:${dice.pick(['00', '15', '30'])}`),
  ],
  ['step', (dice) => dice.pick(['hold', 'hold', 'look', 'confirm'])],
  ['confirm_id', (dice) => `live-${uuid(dice)}`],
  // By these the scan of what the tests printed knows what a log must not have.
  ['name', (dice) => `Zelda ${'x'.repeat(dice.between(0, 300))}`],
  ['notes', (dice) => `pollen ${'y'.repeat(dice.between(0, 3_000))}`],
];

/** What only hostile senders write. */
const UNKNOWN_FIELDS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'ref', 'kind', '', 'x'.repeat(2_000)];

const DAYS_AHEAD = 70;

/** A date as a calendar says it: of the days that can be booked and some around them; or in milliseconds. */
function dateWithin(dice: Dice): string | number {
  const today = LocalDate.parse(new Date().toISOString().slice(0, 10));
  const date = addDays(today, dice.between(-3, DAYS_AHEAD));
  return dice.chance(0.2) ? String(Date.parse(date)) : date;
}

/** How odd a request is: the chance that a member is missing, doubled, or has a value of any kind. */
type Oddness = number;

/** The JSON text of an object with these members, some of them missing, doubled or of another kind. */
function objectText(dice: Dice, hostile: Hostile, oddness: Oddness, members: readonly Member[]): string {
  const texts = members.flatMap(([name, genuine]) => {
    const value = () => (dice.chance(oddness) ? hostile.json(dice) : JSON.stringify(genuine(dice)));
    const member = () => `${JSON.stringify(name)}:${value()}`;
    if (dice.chance(oddness)) return [];
    return dice.chance(oddness / 2) ? [member(), member()] : [member()];
  });
  if (dice.chance(oddness)) {
    const unknown = dice.chance(0.5) ? dice.pick(UNKNOWN_FIELDS) : hostile.text(dice);
    texts.push(`${JSON.stringify(unknown)}:${hostile.json(dice)}`);
  }
  return `{${texts.join()}}`;
}

/** A request of a phone, or nearly one, with its token: beside the data, or within them, as screens carry it. */
export function requestText(dice: Dice, hostile: Hostile, oddness: Oddness, token: string): string {
  const isOrderly = dice.chance(1 - oddness);
  const isWithin = dice.chance(0.2);
  const fields = isWithin ? [...FIELDS, ['ref', () => token] satisfies Member] : FIELDS;
  const members: [string, string][] = [
    ['version', JSON.stringify(isOrderly ? '4.0' : dice.pick(VERSIONS))],
    ['action', JSON.stringify(isOrderly ? dice.pick(GENUINE_ACTIONS) : dice.pick(ACTIONS))],
    ['screen', JSON.stringify(isOrderly ? dice.pick(SCREENS.slice(0, 3)) : dice.pick(SCREENS))],
    ['data', objectText(dice, hostile, oddness, fields)],
  ];
  if (!isWithin) members.push(['flow_token', JSON.stringify(token)]);
  const texts = members.flatMap(([name, text]) => {
    if (dice.chance(oddness / 2)) return [];
    return `${JSON.stringify(name)}:${dice.chance(oddness / 2) ? hostile.json(dice) : text}`;
  });
  return `{${texts.join()}}`;
}

/** The report of an error that a phone found in an answer, with words that nobody may log. */
export const errorReportText = (dice: Dice, hostile: Hostile): string =>
  JSON.stringify({
    version: dice.pick(VERSIONS.slice(0, 3)),
    action: dice.pick(GENUINE_ACTIONS),
    screen: dice.pick(SCREENS),
    data: { [dice.pick(['error', 'error_key'])]: hostile.text(dice), error_message: hostile.text(dice) },
  });

/** A token that this stack did not make: of its form, or of none. */
export const aForeignToken = (dice: Dice, hostile: Hostile): string =>
  dice.chance(0.6)
    ? `${uuid(dice).replace(/^(.{14})./, '$17')}.${Buffer.from(dice.bytes(16)).toString('base64url')}`
    : hostile.text(dice);
