import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import {
  chooseScreen,
  detailsScreen,
  endScreen,
  type ScreenAnswer,
  type Viewer,
  whenScreen,
} from '../../domain/live-form/screens.ts';
import type { Choice, Step } from '../../domain/live-form/step.ts';
import { liveWords } from '../../domain/live-form/words.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import { addDays, dateShown } from '../../domain/places/local-days.ts';
import { DEFAULT_RULES } from '../../domain/places/service.ts';
import { type Slot, slotsFor } from '../../domain/places/slots.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { findSlots } from '../places/find-slots.ts';
import { holdPlace } from '../places/hold-place.ts';
import { confirmLiveBooking, type LiveFormContext, TooManyOpen } from './confirm-booking.ts';

type Form = { context: LiveFormContext; invitation: Invitation; viewer: Viewer };

/** Why a time cannot be had: each of them is answered with fresh times. */
const UNFREE = ['slot-taken', 'outside-opening-hours', 'start-in-past', 'off-step', 'start-in-dst-gap'];
/** What the contract no longer has: the customer chooses again. */
const UNKNOWN = ['unknown-service', 'unknown-resource'];

/** The times that are free now. What the customer has already keeps only others away. */
async function whenAnswer(form: Form, choice: Choice, wished?: LocalDate, message?: string) {
  const { context, viewer, invitation } = form;
  const { booking } = context.contract;
  const now = Date.now();
  const first = dateShown(booking.timeZone, now);
  const last = addDays(first, booking.horizonDays ?? DEFAULT_RULES.horizonDays);
  const own = { invitationId: invitation.invitationId, replaces: invitation.place?.claimId };
  const wish = { ...wishFor(booking, choice), ...own };
  const slots = await findSlots(context.table, wish, Temporal.PlainDate.from(first), Temporal.PlainDate.from(last));
  return whenScreen(booking, viewer, choice, { slots, now, wished }, message);
}

async function holdAnswer({ context, invitation, viewer }: Form, { choice, start }: Extract<Step, { kind: 'hold' }>) {
  const held = await holdPlace(context, invitation.invitationId, { ...choice, start });
  const confirmId = `live-${held.claimId.slice(-36)}`;
  const [resourceName = ''] = held.resourceNames;
  return detailsScreen(context.contract.booking, viewer, choice, { start, confirmId, resourceName });
}

async function answerStep(form: Form, step: Step): Promise<ScreenAnswer> {
  const { context, invitation, viewer } = form;
  switch (step.kind) {
    case 'choose':
      return chooseScreen(context.contract.booking, viewer);
    case 'look':
      return whenAnswer(form, step.choice, step.date);
    case 'hold':
      return holdAnswer(form, step);
    case 'confirm':
      await confirmLiveBooking(context, invitation.invitationId, step);
      return endScreen(viewer.ref, step.confirmId);
  }
}

/** What a customer is shown who cannot have what they asked for; throws what is no refusal of it. */
async function answerRefusal(form: Form, step: Exclude<Step, { kind: 'choose' }>, error: unknown) {
  const { viewer, context } = form;
  const words = liveWords(viewer.language);
  if (error instanceof TooManyOpen) return whenAnswer(form, step.choice, undefined, words.tooMany);
  if (!(error instanceof Refusal)) throw error;
  if (UNKNOWN.includes(error.kind)) {
    const known = context.contract.booking.services?.some(({ id }) => id === step.choice.service);
    return chooseScreen(context.contract.booking, viewer, known ? step.choice.service : undefined, words.notWithThem);
  }
  if (!UNFREE.includes(error.kind)) throw error;
  return whenAnswer(form, step.choice, 'start' in step ? step.start.date : undefined, words.taken);
}

/**
 * Does what a customer asks for in a live form, and says what they see next. What cannot be had is no error: they see
 * what can. Throws Refusal `not-ready` and `not-found`, and `Contention`.
 */
export async function answerForm(form: Form, step: Step): Promise<ScreenAnswer> {
  try {
    return await answerStep(form, step);
  } catch (error) {
    if (step.kind === 'choose') throw error;
    return answerRefusal(form, step, error);
  }
}

/** The same for the preview in WhatsApp Manager: examples by the contract alone, and nothing is held or booked. */
export function answerPreview({ booking }: LiveFormContext['contract'], viewer: Viewer, step: Step): ScreenAnswer {
  if (step.kind === 'choose' || !booking.services?.some(({ id }) => id === step.choice.service))
    return chooseScreen(booking, viewer);
  const { choice } = step;
  if (step.kind === 'confirm') return endScreen(viewer.ref, step.confirmId);
  if (step.kind === 'hold') {
    const confirmId = `live-${'0'.repeat(36)}`;
    return detailsScreen(booking, viewer, choice, { start: step.start, confirmId, resourceName: '' });
  }
  const now = Date.now();
  const from = dateShown(booking.timeZone, now);
  const query = { ...wishFor(booking, { service: choice.service }), days: [], now, from, to: addDays(from, 14) };
  const slots: Slot[] = slotsFor(query);
  return whenScreen(booking, viewer, choice, { slots, now, wished: step.date });
}
