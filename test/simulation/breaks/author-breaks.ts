import type { Planted } from './plant.ts';

/** Deliberate breaks of what says who made a change. */
export const AUTHOR_BREAKS: readonly Planted[] = [
  {
    name: 'customer-cancels-as-owner',
    promise: 15,
    file: 'functions/shared/operations/chat/answer-wish.ts',
    find: '{ actor: CUSTOMER, key: cancellationKey(chatWish) }',
    replace: "{ actor: { kind: 'owner' }, key: cancellationKey(chatWish) }",
    why: 'Who cancelled in the chat is told that the business did.',
    withinSeeds: 60,
    fromSeed: 51,
  },
  {
    name: 'holder-forgotten',
    promise: 15,
    file: 'functions/shared/http/authorized.ts',
    find: 'noteCaller(event, caller);',
    replace: "noteCaller(event, { ...caller, actor: { kind: 'owner' } });",
    why: 'Whatever staff change is said to be of the owner.',
    withinSeeds: 60,
    fromSeed: 3,
  },
  {
    name: 'resent-by-the-owner',
    promise: 15,
    file: 'functions/shared/domain/notices/resend.ts',
    find: '{ id, actor, at, after: attempts.length }',
    replace: "{ id, actor: { kind: 'owner' }, at, after: attempts.length }",
    why: 'Whoever has a message sent again, it is said to be the owner.',
    withinSeeds: 60,
    fromSeed: 1,
  },
  {
    name: 'announced-by-nobody',
    promise: 15,
    file: 'functions/shared/domain/events/invitation-announcements.ts',
    find: '      actor: authorOf(entry),',
    replace: '      actor: SYSTEM,',
    why: 'Whoever hears of a change on the bus does not learn who made it.',
    withinSeeds: 60,
    fromSeed: 3,
  },
];
