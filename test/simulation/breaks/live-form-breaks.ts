import { endScreen, type tellsOfEnd } from '../../../functions/shared/domain/live-form/end-of-form.ts';
import type { ScreenAnswer } from '../../../functions/shared/domain/live-form/screen-answer.ts';
import type { Step } from '../../../functions/shared/domain/live-form/step.ts';
import type { Form } from '../../../functions/shared/operations/live-form/show-times.ts';
import type { findSlots } from '../../../functions/shared/operations/places/find-slots.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of what a customer reads and gets in a live form. */
export const LIVE_FORM_BREAKS: readonly Planted[] = [
  breakOf<(form: Form, step: Step, error: unknown) => Promise<ScreenAnswer>>({
    name: 'told-booked-and-refused',
    promise: 'live-form',
    file: 'functions/shared/operations/live-form/answer-form.ts',
    seam: 'answerRefusal',
    broken: (answer) => async (form, step, error) =>
      step.kind === 'confirm' && Object(error).kind === 'slot-taken'
        ? endScreen(form.viewer.ref, { kind: 'booked', confirm_id: step.confirmId })
        : answer(form, step, error),
    why: 'Who confirms a place that somebody else has got reads that it is booked.',
    fromSeed: 27,
  }),
  breakOf<typeof tellsOfEnd>({
    name: 'end-books-again',
    promise: 4,
    file: 'functions/shared/operations/booking/record-completion.ts',
    seam: 'tellsOfEnd',
    broken: () => () => false,
    why: 'What WhatsApp tells of the end of a live form is taken for a second form.',
    fromSeed: 90,
  }),
  breakOf<typeof findSlots>({
    name: 'own-time-not-shown',
    promise: 12,
    file: 'functions/shared/operations/live-form/show-times.ts',
    seam: 'findSlots',
    broken:
      (find) =>
      (table, { replaces: _, ...wish }, ...rest) =>
        find(table, wish, ...rest),
    why: 'Who moves a booking is not offered the times that it keeps others away from.',
    fromSeed: 540,
  }),
];
