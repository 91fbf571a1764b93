import type { Customer } from '../../../local/one-msg/channel-state.ts';
import { type Dice, diceFor } from '../engine/dice.ts';
import { type FaultRates, NO_FAULTS } from '../engine/network.ts';
import { withApproval } from './approval.ts';
import { withAttendance } from './attendance.ts';
import { withChangeOfMind } from './changes-of-mind.ts';
import { withForms } from './clinic-forms.ts';
import { clinicActs, isOfClinic } from './clinic-story.ts';
import type { Terms } from './contract.ts';
import type { DeskAct } from './desk-acts.ts';
import { withNotices } from './notices.ts';
import { withOddMessages } from './odd-messages.ts';
import { aPerson, WISHES } from './people.ts';
import { withReminders } from './reminders.ts';
import { withResends } from './resends.ts';
import { type Act, type ActKind, ODDITIES, type Story } from './story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Days around clock changes, month ends and year ends. */
const BEGINNINGS = ['2026-11-22T10:00:00Z', '2027-03-28T00:20:00Z', '2027-10-31T00:40:00Z', '2026-12-31T22:50:00Z'];

const KINDS: readonly (readonly [PlainKind, number])[] = [
  ['writes', 6],
  ['invites', 5],
  ['asks-over-bus', 2],
  ['changes', 2],
  ['moves', 1],
  ['cancels', 2],
  ['foreign-message', 1],
  ['forged-form', 1],
  ['junk', 1],
  ['attack', 1],
  ['rotates', 1],
  ['replaces-token', 0.5],
  ['reconciles', 1],
  ['erases', 0.7],
];

const OTHER_TERMS = ['longer', 'elsewhere', 'renamed'] as const satisfies Terms[];

/** What asks for an invitation or says what the customer allows. */
const ASKING = ['I want to book', 'hola, quiero reservar', 'stop', 'baja', 'start', 'alta', 'book please'];
/** What is answered by no message. Together these are as likely as each of the others. */
const UNANSWERED = ['Hello', 'Please cancel', '¿a qué hora abren?'];
const TEXTS = [...UNANSWERED, ...ASKING.flatMap((text) => UNANSWERED.map(() => text))];

function pickKind(dice: Dice): PlainKind {
  let left = dice.float() * KINDS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of KINDS) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'writes';
}

/** The acts that occur anywhere; those of a clinic have a story of their own. */
type PlainKind = Exclude<ActKind, DeskAct['kind'] | 'submits' | 'changes-reminders'>;

function anAct(kind: PlainKind, dice: Dice, key: string, afterMs: number, customers: number): Act {
  const act = { key, afterMs };
  const customer = dice.between(0, customers - 1);
  const withKey = dice.chance(0.7) ? { idempotencyKey: `key-${key}` } : {};
  switch (kind) {
    case 'writes':
      return { ...act, kind, customer, text: dice.pick(TEXTS) };
    case 'invites':
      return { ...act, kind, customer, language: dice.pick(['en', 'en', 'es']), repeats: dice.chance(0.3), ...withKey };
    case 'asks-over-bus':
      return { ...act, kind, customer, ...withKey };
    case 'changes':
      return { ...act, kind, about: String(afterMs), notes: `Qwertz notes of ${key}`, ...withKey };
    case 'moves':
    case 'cancels':
      return { ...act, kind, about: String(afterMs), ...withKey };
    case 'foreign-message':
    case 'erases':
      return { ...act, kind, customer };
    case 'odd-message':
      return { ...act, kind, customer, oddity: dice.pick(ODDITIES) };
    case 'forged-form':
      return {
        ...act,
        kind,
        customer,
        forgery: dice.pick(['foreign-token', 'wrong-mac', 'no-answer', 'foreign-answer']),
      };
    case 'junk':
      return { ...act, kind, body: dice.pick(['not-json', 'unknown-shape', 'unreadable-status']) };
    case 'attack':
      return { ...act, kind, door: dice.pick(['webhook', 'api']) };
    case 'rotates':
      return { ...act, kind, purpose: dice.pick(['apiKey', 'webhook', 'signing', 'signing']) };
    case 'redeploys':
      return { ...act, kind, terms: dice.pick(OTHER_TERMS) };
    case 'replaces-token':
    case 'reconciles':
      return { ...act, kind };
  }
}

function faultRatesOf(dice: Dice): FaultRates {
  const bad = dice.pick([0, 0.3, 1, 2]);
  if (bad === 0) return NO_FAULTS;
  return { refused: 0.01 * bad, repeated: 0.03 * bad, unanswered: 0.006 * bad, crash: 0.012 * bad, slow: 0.02 * bad };
}

/** Most customers write before their invitation: otherwise only templates would be sent. */
const greetingsOf = (customers: Customer[], dice: Dice): Act[] =>
  customers.flatMap((_, customer): Act[] =>
    dice.chance(0.8) ? [{ key: `greeting${customer}`, afterMs: 0, kind: 'writes', customer, text: 'Hello' }] : [],
  );

const castOf = (dice: Dice): Customer[] =>
  Array.from({ length: dice.pick([1, 1, 1, 1, 1, 1, 1, 2, 2, 3]) }, (_, index) => aPerson(dice, index));

function common(seed: number, dice: Dice) {
  const startsAt = Date.parse(dice.pick(BEGINNINGS));
  const registration = dice.chance(0.9) ? ('single' as const) : ('three' as const);
  const faultRates = faultRatesOf(dice);
  const trouble = faultRates === NO_FAULTS ? 0 : 0.2;
  return {
    seed,
    startsAt,
    registration,
    faultRates,
    trouble,
    slowAnswers: trouble / 2,
    terms: 'shipped' as const,
    approval: 'automatic' as const,
    notices: 'off' as const,
    answersChats: false,
    reminders: 'none' as const,
    outages: [],
    spansYears: false,
    wishes: WISHES,
    clocksDiffer: false,
  };
}

/** A key is valid until the rotation after the next: two rotations rightly invalidate what it signed. */
const isOnlyRotation = (act: Act, at: number, acts: Act[]) =>
  act.kind !== 'rotates' || acts.findIndex((one) => one.kind === 'rotates' && one.purpose === act.purpose) === at;

function storyOfManyActs(seed: number, dice: Dice): Story {
  const customers = castOf(dice);
  const span = dice.pick([2 * MINUTE, 30 * MINUTE, 6 * HOUR, 30 * HOUR]);
  const acts = Array.from({ length: dice.pick([1, 1, 2, 2, 2, 3, 2 + customers.length]) }, (_, index) => {
    const kind = index === 0 ? 'invites' : pickKind(dice);
    const act = anAct(kind, dice, `act${index}`, Math.floor(dice.float() * span), customers.length);
    // Two members of staff may decide at the same moment.
    const isMet = 'about' in act && dice.chance(0.4);
    return isMet ? [act, anAct('changes', dice, `act${index}b`, act.afterMs, customers.length)] : [act];
  }).flat();
  return {
    ...common(seed, dice),
    customers,
    acts: [...greetingsOf(customers, dice), ...acts.filter(isOnlyRotation)],
    noiseMs: span + dice.pick([10 * MINUTE, 3 * HOUR, 60 * HOUR]),
    isPlayedTwice: false,
  };
}

/** Rotates every key just after functions have read them; the new ones are used at once. Has its own dice. */
function withSuddenRotation(story: Story): Story {
  const dice = diceFor(story.seed, 'sudden rotation');
  if (!dice.chance(0.04) || story.acts.some(({ kind }) => kind === 'rotates')) return story;
  const afterMs = dice.between(2_000, 30_000);
  const rotations = (['apiKey', 'webhook', 'signing'] as const).map(
    (purpose): Act => ({ key: `rotation of ${purpose}`, afterMs, kind: 'rotates', purpose }),
  );
  return { ...story, acts: [...story.acts, ...rotations] };
}

/** The booking terms change, and then an older booking is corrected. Has its own dice. */
function withNewTerms(story: Story): Story {
  const dice = diceFor(story.seed, 'new terms');
  if (!dice.chance(0.06)) return story;
  const afterMs = dice.between(2 * MINUTE, 3 * HOUR);
  const acts = [
    anAct('redeploys', dice, 'new terms', afterMs, story.customers.length),
    anAct('changes', dice, 'correction', afterMs + dice.between(MINUTE, HOUR), story.customers.length),
  ];
  return { ...story, acts: [...story.acts, ...acts] };
}

/**
 * A customer is invited twice in a minute while the provider reports few message outcomes: a result of one invitation
 * then looks like the other's. Has its own dice, so that no other story changes.
 */
function withTwins(story: Story): Story {
  const dice = diceFor(story.seed, 'twins');
  if (!dice.chance(0.04)) return story;
  const customer = dice.between(0, story.customers.length - 1);
  const twin = (key: string, afterMs: number): Act => {
    return { key, afterMs, kind: 'invites', customer, language: 'en', repeats: false, idempotencyKey: key };
  };
  const first = dice.between(1_000, 30_000);
  const acts = [...story.acts, twin('twin1', first), twin('twin2', first + dice.between(0, 30_000))];
  return { ...story, acts, faultRates: { ...NO_FAULTS, slow: 0.02 }, trouble: 0.9, slowAnswers: 0.45 };
}

/** All customers are invited, and all answers arrive together. */
function storyPlayedTwice(seed: number, dice: Dice): Story {
  const customers = castOf(dice);
  const acts = customers.flatMap((_, customer): Act[] => {
    const key = `act${customer}`;
    const invites: Act = {
      key,
      afterMs: 0,
      kind: 'invites',
      customer,
      language: 'en',
      repeats: false,
      idempotencyKey: key,
    };
    const texts = Array.from({ length: dice.between(0, 3) }, (_, index): Act => {
      const text = dice.pick(['stop', 'baja', 'stop', 'start', 'Hello']);
      return {
        key: `text${customer}-${index}`,
        afterMs: dice.between(60_000, 400_000),
        kind: 'writes',
        customer,
        text,
      };
    });
    return [invites, ...texts];
  });
  const greetings = greetingsOf(customers, dice);
  return { ...common(seed, dice), customers, acts: [...greetings, ...acts], noiseMs: 3 * HOUR, isPlayedTwice: true };
}

/** A clinic whose places many want at once. */
function storyOfClinic(seed: number, dice: Dice): Story {
  const customers = castOf(dice);
  const { startsAt, acts } = clinicActs(dice, customers.length);
  return {
    ...common(seed, dice),
    startsAt,
    customers,
    acts,
    noiseMs: 3 * HOUR,
    isPlayedTwice: false,
    terms: 'clinic',
    clocksDiffer: dice.chance(0.7),
  };
}

/** The story of a seed: always the same. Most are small, because most bugs need few participants. */
export function storyOf(seed: number): Story {
  const dice = diceFor(seed, 'story');
  if (isOfClinic(seed))
    return withResends(withAttendance(withReminders(withNotices(withApproval(withForms(storyOfClinic(seed, dice)))))));
  if (dice.chance(0.08)) return storyPlayedTwice(seed, dice);
  const acts = withNewTerms(withSuddenRotation(withTwins(storyOfManyActs(seed, dice))));
  return withResends(withNotices(withOddMessages(withChangeOfMind(acts))));
}
