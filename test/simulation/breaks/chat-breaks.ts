import type { Answer } from '../../../functions/shared/domain/chat/decide-answer.ts';
import type { handToPerson } from '../../../functions/shared/operations/chat/hand-to-person.ts';
import type { spendAnswer } from '../../../functions/shared/store/chat/answer-budget.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of the answers in the chat. */
export const CHAT_BREAKS: readonly Planted[] = [
  breakOf<typeof spendAnswer>({
    name: 'answers-without-end',
    promise: 'chat',
    file: 'functions/shared/operations/chat/send-answer.ts',
    seam: 'spendAnswer',
    broken:
      (spend) =>
      async (...asked) =>
        (await spend(...asked)) || true,
    why: 'A phone that answers by itself, and the stack, talk to each other without end.',
    fromSeed: 59,
  }),
  breakOf<string>({
    name: 'answer-claimed-twice',
    promise: 'chat',
    file: 'functions/shared/store/chat/chat-wishes.ts',
    seam: 'CLAIMED_BY_NO_OTHER',
    broken: () => 'attribute_exists(pk) OR claimId = :claimId',
    why: 'Two runs for one message both answer it.',
    fromSeed: 479,
  }),
  breakOf<typeof handToPerson>({
    name: 'failed-answer-dropped',
    promise: 'chat',
    file: 'functions/shared/operations/chat/send-answer.ts',
    seam: 'handToPerson',
    broken: () => async () => true,
    why: 'Who got no answer is with no person either.',
    fromSeed: 219,
  }),
  breakOf<(invitation: Extract<Answer, { kind: 'cancel' }>['invitation']) => Answer>({
    name: 'cancelled-unasked',
    promise: 'chat',
    file: 'functions/shared/domain/chat/decide-answer.ts',
    seam: 'askCancel',
    broken: () => (invitation) => ({ kind: 'cancel', invitation }),
    why: 'A misread message costs an appointment.',
    fromSeed: 11,
  }),
];
