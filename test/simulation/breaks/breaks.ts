import type { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { BookingDetails } from '../../../functions/shared/domain/booking/booking.ts';
import type { CompletionEntry } from '../../../functions/shared/domain/booking/booking-history.ts';
import type { WebhookElement } from '../../../functions/shared/domain/customer/inbound.ts';
import type { messageArrived } from '../../../functions/shared/domain/delivery/delivery.ts';
import type { eventIdOf } from '../../../functions/shared/domain/events/event-id.ts';
import type { httpEdge } from '../../../functions/shared/http/http-edge.ts';
import type { announceRecords } from '../../../functions/shared/operations/events/announce-records.ts';
import type { Recorders } from '../../../functions/shared/operations/webhook/record-elements.ts';
import type { ElementResult } from '../../../functions/shared/operations/webhook/record-unmatched.ts';
import type { judgeAnswer } from '../../../functions/shared/provider/send-outcome.ts';
import type { KeyPurpose, KeyRing, RootSecret } from '../../../functions/shared/secrets/derived-keys.ts';
import type { matchesKey } from '../../../functions/shared/secrets/matches-key.ts';
import type { createInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { APPROVAL_BREAKS } from './approval-breaks.ts';
import { ATTENDANCE_BREAKS } from './attendance-breaks.ts';
import { AUTHOR_BREAKS } from './author-breaks.ts';
import { CHANNEL_BREAKS } from './channel-breaks.ts';
import { CHAT_BREAKS } from './chat-breaks.ts';
import { LIVE_FORM_BREAKS } from './live-form-breaks.ts';
import { NOTICE_BREAKS } from './notice-breaks.ts';
import { OVERLAP_BREAKS } from './overlap-breaks.ts';
import { PLACE_BREAKS } from './place-breaks.ts';
import { breakOf, type Planted } from './plant.ts';
import { REMINDER_BREAKS } from './reminder-breaks.ts';

/** One deliberate break after the other, at least one for each promise. */
export const PLANTED: readonly Planted[] = [
  breakOf<(element: WebhookElement, recorders: Recorders) => Promise<ElementResult> | ElementResult>({
    name: 'swallowed-error',
    promise: 1,
    file: 'functions/shared/operations/webhook/record-elements.ts',
    seam: 'recordOne',
    broken: (record) => async (element, recorders) => {
      try {
        return await record(element, recorders);
      } catch {
        return 'ignored';
      }
    },
    why: 'What could not be stored is acknowledged, and the provider never tells it again.',
    fromSeed: 7,
  }),
  breakOf<typeof PutCommand>({
    name: 'unconditional-creation',
    promise: 2,
    file: 'functions/shared/store/invitation/invitations.ts',
    seam: 'PutCommand',
    broken: (Put) =>
      new Proxy(Put, { construct: (Command, [{ ConditionExpression: _, ...input }]) => new Command(input) }),
    why: 'A repeated request finds no trace of the first one, and sends again.',
    fromSeed: 16,
  }),
  breakOf<typeof judgeAnswer>({
    name: 'unknown-taken-for-refused',
    promise: 2,
    file: 'functions/shared/provider/send-outcome.ts',
    seam: 'judgeAnswer',
    broken: (judge) => (response, body) => {
      const outcome = judge(response, body);
      return outcome.kind === 'unknown' && outcome.why === 'server-error'
        ? { kind: 'refused', failure: { reason: 'temporary' } }
        : outcome;
    },
    why: 'A server error may come after the message was taken: to try again may send it twice.',
    fromSeed: 67,
  }),
  breakOf<typeof messageArrived>({
    name: 'retry-after-arrival',
    promise: 2,
    file: 'functions/shared/domain/invitation/follow-up.ts',
    seam: 'messageArrived',
    broken: () => () => false,
    why: 'A message that failed on one device and arrived on another is sent again.',
    fromSeed: 53,
  }),
  breakOf<string>({
    name: 'newest-time-rules',
    promise: 3,
    file: 'functions/shared/store/delivery/messages.ts',
    seam: 'EARLIEST_SO_FAR',
    broken: () => '(attribute_not_exists(#fact) OR attribute_exists(#timeOfReceipt) OR #fact < :at)',
    why: 'A repeat of a status with another time overrules the first.',
    fromSeed: 2,
  }),
  breakOf<string>({
    name: 'lost-update',
    promise: 4,
    file: 'functions/shared/store/booking/booking-entries.ts',
    seam: 'SAME_REVISION',
    broken: () => 'revision >= :seen',
    why: 'Two who read the same history write it back one over the other.',
    fromSeed: 188,
  }),
  breakOf<string>({
    name: 'late-form-rules',
    promise: 4,
    file: 'functions/shared/store/booking/booking-entries.ts',
    seam: 'FIRST_ENTRY',
    broken: () => 'revision >= :none',
    why: 'A form that comes late overrules what was said after it.',
    fromSeed: 65,
  }),
  breakOf<(entry: CompletionEntry, contract: unknown) => BookingDetails>({
    name: 'old-form-read-anew',
    promise: 4,
    file: 'functions/shared/domain/booking/booking-history.ts',
    seam: 'detailsOf',
    broken:
      (details) =>
      ({ read: _, ...entry }, contract) =>
        details(entry, contract),
    why: 'A form is read by the contract of today instead of that of its day.',
    fromSeed: 55,
  }),
  breakOf<typeof announceRecords>({
    name: 'refused-entry-forgotten',
    promise: 5,
    file: 'functions/shared/operations/events/announce-records.ts',
    seam: 'announceRecords',
    broken: (announce) => (bus, records) =>
      announce({ publish: async (entries) => (await bus.publish(entries)).map(() => true) }, records),
    why: 'What the bus did not take is not given to it again.',
    fromSeed: 76,
  }),
  breakOf<typeof eventIdOf>({
    name: 'event-id-from-the-clock',
    promise: 5,
    file: 'functions/shared/domain/events/event-id.ts',
    seam: 'eventIdOf',
    broken: (idOf) => (item, fact) => idOf(item, `${fact}\n${Date.now()}`),
    why: 'A repeat of an event looks like another one.',
    fromSeed: 5,
  }),
  breakOf<string>({
    name: 'last-arrival-rules',
    promise: 6,
    file: 'functions/shared/store/customer/chats.ts',
    seam: 'SAID_LAST',
    broken: () => '(attribute_not_exists(#fact) OR #fact <> :at)',
    why: 'Of two wishes to hear nothing, the one that arrived last gives the time.',
    fromSeed: 22,
  }),
  breakOf<typeof createInvitation>({
    name: 'never-due',
    promise: 7,
    file: 'functions/shared/operations/invitation/send-invitation.ts',
    seam: 'createInvitation',
    broken:
      (create) =>
      (table, invitation, { dueAt: _, ...times }) =>
        create(table, invitation, times),
    why: 'An invitation whose outcome is unknown is never looked at again.',
    fromSeed: 16,
  }),
  breakOf<(context: unknown, why: string, ...rest: unknown[]) => Promise<ElementResult>>({
    name: 'foreign-form-dropped',
    promise: 8,
    file: 'functions/shared/operations/booking/record-completion.ts',
    seam: 'recordHomeless',
    broken:
      (record) =>
      async (context, why, ...rest) =>
        why === 'foreign-token' ? 'ignored' : record(context, why, ...rest),
    why: 'A form with a token nobody here made is thrown away.',
    fromSeed: 19,
  }),
  breakOf<(left: string, right: string) => boolean>({
    name: 'token-not-verified',
    promise: 9,
    file: 'functions/shared/domain/forms/flow-token.ts',
    seam: 'sameText',
    broken: () => () => true,
    why: 'Whoever knows an invitation id books.',
    fromSeed: 91,
  }),
  breakOf<typeof matchesKey>({
    name: 'every-key-fits',
    promise: 9,
    file: 'functions/shared/secrets/matches-key.ts',
    seam: 'matchesKey',
    broken: () => () => true,
    why: 'Any secret opens the webhook, any key the API.',
    fromSeed: 40,
  }),
  breakOf<() => Promise<boolean>>({
    name: 'rival-overlooked',
    promise: 4,
    file: 'functions/shared/operations/invitation/adopt-message.ts',
    seam: 'hasRival',
    broken: () => async () => false,
    why: 'Of two invitations to one person, both unknown, one takes the message of the other.',
    fromSeed: 355,
  }),
  breakOf<(secret: RootSecret, purpose: KeyPurpose) => KeyRing>({
    name: 'newest-key-unknown',
    promise: 9,
    file: 'functions/shared/secrets/derived-keys.ts',
    seam: 'deriveKeyRing',
    broken: (derive) => (secret, purpose) => {
      const { generations } = secret;
      const ring = derive(secret, purpose);
      const next = derive(
        { ...secret, generations: { ...generations, [purpose]: (generations[purpose] ?? 1) + 1 } },
        purpose,
      );
      return { ...ring, accepted: ring.accepted.filter((key) => key !== next.current) };
    },
    why: 'A function that has just read its keys takes what a newer one signed for a forgery.',
    fromSeed: 4,
  }),
  breakOf<typeof httpEdge>({
    name: 'body-in-the-log',
    promise: 10,
    file: 'functions/shared/http/http-edge.ts',
    seam: 'httpEdge',
    broken: (edge) => () => {
      const real = edge();
      return {
        ...real,
        before: (request) =>
          real.before?.({ ...request, event: { ...request.event, routeKey: `${request.event.body}` } }),
      };
    },
    why: 'A body holds phones, names and forms.',
    fromSeed: 6,
  }),
  ...CHANNEL_BREAKS,
  ...OVERLAP_BREAKS,
  ...LIVE_FORM_BREAKS,
  ...PLACE_BREAKS,
  ...NOTICE_BREAKS,
  ...CHAT_BREAKS,
  ...REMINDER_BREAKS,
  ...APPROVAL_BREAKS,
  ...ATTENDANCE_BREAKS,
  ...AUTHOR_BREAKS,
];
