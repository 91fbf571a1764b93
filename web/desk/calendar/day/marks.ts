import type { LiftableReason } from '../../../../functions/shared/domain/places/day.ts';
import type { Tone } from '../../../ui/step.ts';
import type { CALENDAR_WORDS } from '../words.ts';
import type { DayEntry } from './day-facts.ts';

export type MarkName = keyof (typeof CALENDAR_WORDS)['en']['marks'];

/** What a receptionist is to see of an appointment at a glance. */
export type Mark = { readonly name: MarkName; readonly tone: Tone };

/** What is known of appointments beside themselves, by their invitations. */
export type Known = { readonly notTold: ReadonlySet<string>; readonly clashing: ReadonlySet<string> };

const TONES: Record<MarkName, Tone> = {
  clash: 'bad',
  notTold: 'bad',
  attention: 'warn',
  toApprove: 'warn',
  requested: 'warn',
  'no-show': 'bad',
  came: 'good',
  confirmed: 'good',
  overridden: 'plain',
};

/** That an hour was over when it was booked says nothing of it now. */
const RULES: ReadonlySet<LiftableReason> = new Set(['outside-opening-hours', 'slot-taken']);

function* namesOf({ invitationId, booking }: DayEntry, known: Known): Generator<MarkName> {
  const { state, attention, attendance, confirmedByCustomer, override } = booking;
  if (known.clashing.has(invitationId)) yield 'clash';
  if (known.notTold.has(invitationId)) yield 'notTold';
  if (attention.some((reason) => reason !== 'overlap')) yield 'attention';
  if (state === 'to-approve') yield 'toApprove';
  if (state === 'requested') yield 'requested';
  if (attendance) yield attendance.value;
  else if (confirmedByCustomer) yield 'confirmed';
  if (override?.lifted.some((rule) => RULES.has(rule)) && !known.clashing.has(invitationId)) yield 'overridden';
}

/** The marks of an appointment, the most urgent first. */
export const marksOf = (entry: DayEntry, known: Known): Mark[] =>
  [...namesOf(entry, known)].map((name) => ({ name, tone: TONES[name] }));

/** The tone in which an appointment is drawn: that of what is most urgent, if anything is. */
export const toneOf = (marks: readonly Mark[]): Tone =>
  marks.find(({ tone }) => tone === 'bad' || tone === 'warn')?.tone ?? 'plain';
