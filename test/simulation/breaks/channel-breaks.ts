import type { carrierIn } from '../../../functions/shared/domain/invitation/settlement.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../functions/shared/domain/text/json.ts';
import type { reasonsInWords } from '../../../functions/shared/provider/failure-phrases.ts';
import type { SendOutcome } from '../../../functions/shared/provider/send-outcome.ts';
import { type FoundForm, findForm } from '../../../functions/shared/provider/webhook/find-form.ts';
import type { kindOf } from '../../../functions/shared/provider/webhook/message-kinds.ts';
import type { recordConsent } from '../../../functions/shared/store/customer/chats.ts';
import type { keepCustomerWish } from '../../../functions/shared/store/customer/customer-wishes.ts';
import type { releaseOpenInvitation } from '../../../functions/shared/store/invitation/open-invitations.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of how the stack reads what the channel says, and of what it does about it. */
export const CHANNEL_BREAKS: readonly Planted[] = [
  breakOf<typeof recordConsent>({
    name: 'opt-out-without-effect',
    promise: 'consent',
    file: 'functions/shared/operations/delivery/follow-failure.ts',
    seam: 'recordConsent',
    broken: () => async () => true,
    why: 'WhatsApp says that a customer opted out, and nobody notes it.',
    fromSeed: 122,
  }),
  breakOf<typeof releaseOpenInvitation>({
    name: 'refused-wish-holds-chat',
    promise: 7,
    file: 'functions/shared/operations/invitation/answer-intent.ts',
    seam: 'releaseOpenInvitation',
    broken: () => async () => undefined,
    why: 'A wish that was refused keeps the next one from its answer.',
    fromSeed: 98,
  }),
  breakOf<typeof carrierIn>({
    name: 'retry-ignores-window',
    promise: 'window',
    file: 'functions/shared/operations/invitation/make-attempt.ts',
    seam: 'carrierIn',
    broken: () => (_, wanted) => wanted,
    why: 'Another try goes out as it was planned, although the window has closed meanwhile.',
    fromSeed: 46,
  }),
  breakOf<(message: unknown, kind: unknown, element: JsonObject) => { found: FoundForm; answers: boolean } | undefined>(
    {
      name: 'caption-books',
      promise: 4,
      file: 'functions/shared/provider/webhook/normalised-messages.ts',
      seam: 'formIn',
      broken: () => (_, __, element) => {
        const found = findForm(element);
        return found && { found, answers: true };
      },
      why: 'What stands under a picture that quotes an invitation books, and a form that is the text of a reply does not.',
      fromSeed: 607,
    },
  ),
  breakOf<(text: string, depthLimit: number, keepsDeep: boolean) => Json | undefined>({
    name: 'one-element-spoils-all',
    promise: 1,
    file: 'functions/shared/domain/text/json.ts',
    seam: 'parsed',
    broken: (parse) => (text, depthLimit) => parse(text, depthLimit, false),
    why: 'One message that nests too deep takes the others in its body along.',
    fromSeed: 202,
  }),
  breakOf<number>({
    name: 'unbounded-wait',
    promise: 7,
    file: 'functions/shared/provider/send-outcome.ts',
    seam: 'RETRY_AFTER_LIMIT_MS',
    broken: () => Number.POSITIVE_INFINITY,
    why: 'The provider asks for a pause of ten years, and gets it.',
    fromSeed: 409,
  }),
  breakOf<typeof reasonsInWords>({
    name: 'words-not-understood',
    promise: 'understanding',
    file: 'functions/shared/provider/failure-reasons.ts',
    seam: 'reasonsInWords',
    broken: () => () => ({}),
    why: 'A failure that the provider tells in words only has no reason.',
    fromSeed: 23,
  }),
  breakOf<ReadonlySet<number>>({
    name: 'time-out-taken-for-refusal',
    promise: 'understanding',
    file: 'functions/shared/provider/send-outcome.ts',
    seam: 'AMBIGUOUS_STATUSES',
    broken: () => new Set(),
    why: 'A 408 counts as a refusal, although the message may have gone out.',
    fromSeed: 70,
  }),
  breakOf<(json: Json | undefined, body: string, status: number) => SendOutcome>({
    name: 'information-decides',
    promise: 'understanding',
    file: 'functions/shared/provider/send-outcome.ts',
    seam: 'judgeSuccess',
    broken: (judge) => (json, body, status) => {
      const outcome = judge(json, body, status);
      const isBare = isJsonObject(json) && json['description'] === null;
      return isBare && outcome.kind === 'accepted' ? { kind: 'unknown', why: 'unreadable-answer' } : outcome;
    },
    why: 'A field that only informs makes an acceptance unknown.',
    fromSeed: 64,
  }),
  breakOf<() => boolean>({
    name: 'group-counts-as-visit',
    promise: 'understanding',
    file: 'functions/shared/provider/webhook/raw-messages.ts',
    seam: 'isOfGroup',
    broken: () => () => false,
    why: 'What somebody writes in a group counts as written to the business.',
    fromSeed: 104,
  }),
  breakOf<typeof kindOf>({
    name: 'notice-counts-as-visit',
    promise: 'understanding',
    file: 'functions/shared/provider/webhook/raw-messages.ts',
    seam: 'kindOf',
    broken: (kindOfType) => (type) => {
      const kind = kindOfType(type);
      return kind === 'notice' ? 'unknown' : kind;
    },
    why: 'A notice of WhatsApp itself opens the session window.',
    fromSeed: 448,
  }),
  breakOf<readonly string[]>({
    name: 'retry-outlives-its-end',
    promise: 7,
    file: 'functions/shared/store/table/due.ts',
    seam: 'WAITING',
    broken: () => ['duePartition', 'dueAt'],
    why: 'An invitation is said to be tried again when nobody will.',
    fromSeed: 85,
  }),
  breakOf<typeof keepCustomerWish>({
    name: 'cancellation-dropped',
    promise: 1,
    file: 'functions/shared/operations/webhook/record-inbound.ts',
    seam: 'keepCustomerWish',
    broken: () => async () => true,
    why: 'A customer cancels, gets no form, and nobody sees it.',
    fromSeed: 4,
  }),
];
