import type { Planted } from './plant.ts';

const OPERATIONS = 'functions/shared/operations';

/** Deliberate breaks of what a customer reads and gets in a live form. */
export const LIVE_FORM_BREAKS: readonly Planted[] = [
  {
    name: 'told-booked-and-refused',
    promise: 'live-form',
    file: `${OPERATIONS}/live-form/answer-form.ts`,
    find: '  if (!UNFREE.includes(error.kind)) throw error;',
    replace: "  if (step.kind === 'confirm') return endScreen(viewer.ref, step.confirmId);",
    why: 'Who confirms a place that somebody else has got reads that it is booked.',
    withinSeeds: 60,
    fromSeed: 27,
  },
  {
    name: 'end-books-again',
    promise: 4,
    file: `${OPERATIONS}/booking/record-completion.ts`,
    find: 'const outcome = tellsOfEnd(completion.form)',
    replace: 'const outcome = false',
    why: 'What WhatsApp tells of the end of a live form is taken for a second form.',
    withinSeeds: 60,
    fromSeed: 90,
  },
  {
    name: 'own-time-not-shown',
    promise: 12,
    file: `${OPERATIONS}/live-form/show-times.ts`,
    find: ', replaces: invitation.place?.claimId };',
    replace: ' };',
    why: 'Who moves a booking is not offered the times that it keeps others away from.',
    withinSeeds: 60,
    fromSeed: 540,
  },
  {
    name: 'hold-left-in-part',
    promise: 'claims',
    file: 'functions/shared/store/booking/booking-entries.ts',
    find: ', ...hold.conditions]',
    replace: ']',
    why: 'A form that does not know of a hold frees the person of it, and keeps others away from the room.',
    withinSeeds: 60,
    fromSeed: 41640,
  },
];
