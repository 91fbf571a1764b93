import type { Planted } from './plant.ts';

/** Deliberate breaks of the answers in the chat. */
export const CHAT_BREAKS: readonly Planted[] = [
  {
    name: 'answers-without-end',
    promise: 'chat',
    file: 'functions/shared/operations/chat/send-answer.ts',
    find: "return isLeft ? undefined : 'budget-used-up';",
    replace: "return isLeft || true ? undefined : 'budget-used-up';",
    why: 'A phone that answers by itself, and the stack, talk to each other without end.',
    withinSeeds: 60,
    fromSeed: 59,
  },
  {
    name: 'answer-claimed-twice',
    promise: 'chat',
    file: 'functions/shared/store/chat/chat-wishes.ts',
    find: "condition: 'attribute_not_exists(claimId) OR claimId = :claimId',",
    replace: "condition: 'attribute_exists(pk) OR claimId = :claimId',",
    why: 'Two runs for one message both answer it.',
    withinSeeds: 60,
    fromSeed: 479,
  },
  {
    name: 'failed-answer-dropped',
    promise: 'chat',
    file: 'functions/shared/operations/chat/send-answer.ts',
    find: '  else await handToPerson(context, chatWish, wish);',
    replace: '',
    why: 'Who got no answer is with no person either.',
    withinSeeds: 60,
    fromSeed: 219,
  },
  {
    name: 'cancelled-unasked',
    promise: 'chat',
    file: 'functions/shared/domain/chat/decide-answer.ts',
    find: "if (wish === 'cancel') return askCancel(booked, terms);",
    replace: "if (wish === 'cancel') return { kind: 'cancel', invitation: booked };",
    why: 'A misread message costs an appointment.',
    withinSeeds: 60,
    fromSeed: 11,
  },
];
