import { type Dice, diceFor } from '../engine/dice.ts';
import { confirmsAfter } from './clinic-story.ts';
import { CLINIC_SERVICES } from './clinic-terms.ts';
import type { Start } from './desk-acts.ts';
import { aPerson, WISHES, type Wish } from './people.ts';
import type { Act, Story } from './story.ts';

const SECOND = 1_000;
/** By then most invitations have arrived. */
const INVITED_MS = 4 * SECOND;

/** The summers by the clinic's clock in which some of its stories take place. */
const SUMMERS = [
  { begins: '2027-03-28T03:00', ends: '2027-10-31T03:00' },
  { begins: '2028-03-26T03:00', ends: '2028-10-29T03:00' },
];

/** By how many hours the clinic's clock is ahead of UTC. */
function hoursAhead({ date, time }: Start): number {
  const at = `${date}T${time}`;
  return SUMMERS.some(({ begins, ends }) => begins <= at && at < ends) ? 2 : 1;
}

/** A form that asks for a service of the clinic at a start by its clock. */
export function clinicWish(service: string, { date, time }: Start): Wish {
  const startsAt = new Date(Date.parse(`${date}T${time}:00Z`) - hoursAhead({ date, time }) * 3_600_000).toISOString();
  const isSkipped = SUMMERS.some(({ begins }) => begins.startsWith(date)) && '02:00' <= time && time < '03:00';
  const meaning = { startsAt, attention: [] };
  return { fields: { service, date, time }, ...meaning, elsewhere: meaning, clinic: { time, isSkipped } };
}

/** What others in the story want as well, in most cases. */
function contestedIn(acts: readonly Act[], dice: Dice): Wish {
  const wanted = acts.flatMap((act) => (act.kind === 'books' ? [clinicWish(act.service, act.start)] : []));
  if (wanted.length > 0 && dice.chance(0.75)) return dice.pick(wanted);
  const starts = acts.flatMap((act) => ('start' in act ? [act.start] : []));
  return starts.length > 0 && dice.chance(0.6)
    ? clinicWish(dice.pick([...CLINIC_SERVICES.keys()]), dice.pick(starts))
    : dice.pick(WISHES);
}

/**
 * In two of three stories of a clinic, customers are invited and ask for the same hours by forms, static and live: while staff book, close
 * and erase, again, or for other hours. Has its own dice.
 */
export function withForms(story: Story): Story {
  const dice = diceFor(story.seed, 'forms');
  if (!dice.chance(0.66)) return story;
  const customers = [...story.customers];
  if (customers.length === 1 && dice.chance(0.6)) customers.push(aPerson(dice, 1));
  const wishes = Array.from({ length: 3 }, () => contestedIn(story.acts, dice));
  const arrivals = customers.flatMap((_, customer): Act[] => {
    const key = `invites${customer}`;
    const language = 'en';
    return [
      { key: `greeting${customer}`, afterMs: 0, kind: 'writes', customer, text: 'Hello' },
      { key, afterMs: 10, kind: 'invites', customer, language, repeats: false, idempotencyKey: key },
    ];
  });
  const last = Math.max(...story.acts.map(({ afterMs }) => afterMs));
  const moment = () => {
    const { afterMs } = dice.pick(story.acts);
    return INVITED_MS + (dice.chance(0.7) ? Math.max(0, afterMs + dice.between(-150, 150)) : dice.between(0, last));
  };
  const forms = Array.from({ length: dice.between(1, 4) }, (_, index): Act => {
    const customer = dice.between(0, customers.length - 1);
    const [wish, withToken] = [dice.pick(wishes), dice.chance(0.8)];
    return { key: `form${index}`, afterMs: moment(), kind: 'submits', customer, wish, withToken };
  });
  const erasures = forms.flatMap((form, index): Act[] => {
    if (form.kind !== 'submits' || !dice.chance(0.12)) return [];
    const afterMs = form.afterMs + dice.between(0, 400);
    return [{ key: `erases${index}`, afterMs, kind: 'erases', customer: form.customer }];
  });
  const liveForms = Array.from({ length: dice.pick([0, 1, 1, 2]) }, (_, index): Act => {
    const contested = dice.pick(story.acts.filter((act) => act.kind === 'books'));
    const { service, start } = contested;
    const customer = dice.between(0, customers.length - 1);
    const [looks, again] = [dice.chance(0.5), dice.chance(0.4)];
    const form = { kind: 'fills-in-live-form', customer, service, start, looks, again } as const;
    return { key: `live${index}`, afterMs: moment(), ...form, confirmsAfterMs: confirmsAfter(dice) };
  });
  const later = story.acts.map((act) => ({ ...act, afterMs: act.afterMs + INVITED_MS }));
  return { ...story, customers, wishes, acts: [...arrivals, ...later, ...forms, ...erasures, ...liveForms] };
}
