import { Refusal } from '../../domain/delivery/refusal.ts';
import { chooseScreen } from '../../domain/live-form/choose-screen.ts';
import { detailsScreen } from '../../domain/live-form/details-screen.ts';
import { endScreen } from '../../domain/live-form/end-of-form.ts';
import { TooOften } from '../../domain/live-form/hold-budget.ts';
import type { ScreenAnswer } from '../../domain/live-form/screen-answer.ts';
import { SCREENS } from '../../domain/live-form/screen-ids.ts';
import type { Step } from '../../domain/live-form/step.ts';
import { whenScreen } from '../../domain/live-form/when-screen.ts';
import { Contention } from '../../store/table/lost-race.ts';
import { askForPerson } from './ask-for-person.ts';
import { confirmLiveBooking, TooManyOpen } from './confirm-booking.ts';
import { holdTime } from './hold-time.ts';
import { type Form, showTimes } from './show-times.ts';

/** Why a time cannot be had: each of them is answered with fresh times. */
const UNFREE = ['slot-taken', 'outside-opening-hours', 'start-in-past', 'off-step', 'start-in-dst-gap'];
/** What the contract no longer has: the customer chooses again. */
const UNKNOWN = ['unknown-service', 'unknown-resource'];

type Chosen = Exclude<Step, { kind: 'choose' }>;

async function answerStep(form: Form, step: Step): Promise<ScreenAnswer> {
  const { context, viewer, invitation } = form;
  switch (step.kind) {
    case 'choose':
      return chooseScreen(context.contract.booking, viewer);
    case 'look':
      return showTimes(form, step, step.date);
    case 'hold':
      return holdTime(form, step);
    case 'none-suits':
      await askForPerson(context, invitation, step.choice);
      return endScreen(viewer.ref, { kind: 'none-suits' });
    case 'confirm':
      await confirmLiveBooking(context, invitation, step);
      return endScreen(viewer.ref, { kind: 'booked', confirm_id: step.confirmId });
  }
}

/** The screen that the phone is on, made of what it sent, else the one before: a phone takes no other. */
function presentAnswer({ context, viewer }: Form, step: Chosen, message: string, service?: string): ScreenAnswer {
  const { booking } = context.contract;
  const now = Date.now();
  if (step.kind === 'confirm') {
    const { start, confirmId, heldResource } = step;
    return detailsScreen(booking, viewer, step, { start, confirmId, resource: heldResource }, now, message);
  }
  const isBack = step.kind === 'look' && step.at === SCREENS.details;
  return isBack
    ? whenScreen(booking, viewer, step, { slots: [], now }, message)
    : chooseScreen(booking, viewer, service, message);
}

/** What the contract does not have is chosen again. From the last screen a phone goes back to the times only. */
function answerUnknown(form: Form, step: Chosen): ScreenAnswer {
  const { context, viewer } = form;
  const { booking } = context.contract;
  const { notWithThem } = viewer.words;
  if (step.kind === 'confirm') return whenScreen(booking, viewer, step, { slots: [], now: Date.now() }, notWithThem);
  const known = booking.services?.find(({ id }) => id === step.choice.service);
  return presentAnswer(form, step, notWithThem, known?.id);
}

/** What a customer is shown who cannot have what they asked for; throws what is no refusal of it. */
async function answerRefusal(form: Form, step: Chosen, error: unknown): Promise<ScreenAnswer> {
  const { words } = form.viewer;
  const chosen = { choice: step.choice, typed: 'typed' in step ? step.typed : {} };
  if (error instanceof TooManyOpen) return showTimes(form, chosen, undefined, words.tooMany);
  if (error instanceof TooOften)
    return showTimes(form, chosen, 'start' in step ? step.start.date : undefined, words.tooOften);
  if (error instanceof Contention) return presentAnswer(form, step, words.tryAgain);
  if (!(error instanceof Refusal)) throw error;
  if (error.kind === 'not-ready') return presentAnswer(form, step, words.tryAgain);
  if (UNKNOWN.includes(error.kind)) return answerUnknown(form, step);
  if (!UNFREE.includes(error.kind)) throw error;
  return showTimes(form, chosen, 'start' in step ? step.start.date : undefined, words.taken);
}

/** What a customer is shown who asks too often: nothing is read or written for it. */
export const answerTooOften = (form: Form, step: Step): ScreenAnswer =>
  step.kind === 'choose'
    ? chooseScreen(form.context.contract.booking, form.viewer, undefined, form.viewer.words.tooOften)
    : presentAnswer(form, step, form.viewer.words.tooOften);

/**
 * Does what a customer asks for in a live form, and says what they see next. What cannot be had is no error: they see
 * what can. Throws Refusal `not-found` if the invitation is gone.
 */
export async function answerForm(form: Form, step: Step): Promise<ScreenAnswer> {
  try {
    return await answerStep(form, step);
  } catch (error) {
    if (step.kind === 'choose') throw error;
    return answerRefusal(form, step, error);
  }
}
