import type { sentAgain } from '../../../functions/shared/domain/notices/resend.ts';
import { type Actor, SYSTEM } from '../../../functions/shared/domain/people/actor.ts';
import type { noteCaller } from '../../../functions/shared/http/caller.ts';
import type { changeBooking } from '../../../functions/shared/operations/booking/change-booking.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of what says who made a change. */
export const AUTHOR_BREAKS: readonly Planted[] = [
  breakOf<typeof changeBooking>({
    name: 'customer-cancels-as-owner',
    promise: 15,
    file: 'functions/shared/operations/chat/answer-wish.ts',
    seam: 'changeBooking',
    broken: (change) => (context, id, decision, asked) =>
      change(context, id, decision, { ...asked, actor: { kind: 'owner' } }),
    why: 'Who cancelled in the chat is told that the business did.',
    fromSeed: 51,
  }),
  breakOf<typeof noteCaller>({
    name: 'holder-forgotten',
    promise: 15,
    file: 'functions/shared/http/authorized.ts',
    seam: 'noteCaller',
    broken: (note) => (event, caller) => note(event, { ...caller, actor: { kind: 'owner' } }),
    why: 'Whatever staff change is said to be of the owner.',
    fromSeed: 3,
  }),
  breakOf<typeof sentAgain>({
    name: 'resent-by-the-owner',
    promise: 15,
    file: 'functions/shared/domain/notices/resend.ts',
    seam: 'sentAgain',
    broken:
      (again) =>
      (notice, { id }, ...rest) =>
        again(notice, { id, actor: { kind: 'owner' } }, ...rest),
    why: 'Whoever has a message sent again, it is said to be the owner.',
    fromSeed: 3,
  }),
  breakOf<() => Actor>({
    name: 'announced-by-nobody',
    promise: 15,
    file: 'functions/shared/domain/events/invitation-announcements.ts',
    seam: 'authorOf',
    broken: () => () => SYSTEM,
    why: 'Whoever hears of a change on the bus does not learn who made it.',
    fromSeed: 3,
  }),
];
