import * as z from 'zod/mini';
import { type DeliveryStatus, MessageId, type StatusReport } from '../../domain/delivery.ts';
import type { WebhookElement } from '../../domain/inbound.ts';
import type { Instant } from '../../domain/instant.ts';
import { type ChatId, ReportedChatId } from '../../domain/recipient.ts';
import { failureOf } from '../failure-reasons.ts';
import { chatIdOf } from './chat-id.ts';
import { instantOf, MaybeText, NumberLike } from './lenient.ts';

/** The provider's words for a status; `viewed` is an older word for read, `played` is read for a voice message. */
const STATUS_WORDS: ReadonlyMap<string, DeliveryStatus> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['viewed', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
]);

const ReportedError = z.object({
  code: z.optional(NumberLike),
  title: MaybeText,
  message: MaybeText,
  details: MaybeText,
  error_data: z.optional(z.nullable(z.object({ details: MaybeText }))),
});

/** One status in any dialect: `ack` elements have neither time nor codes, `hooks` and raw `statuses` have both. */
const ReportedStatus = z.object({
  id: MessageId,
  /** The hooks dialect marks what its elements are about; only messages have a delivery. */
  type: z.optional(z.literal('message')),
  status: z.string(),
  timestamp: z.optional(z.unknown()),
  chatId: MaybeText,
  bsuid: MaybeText,
  recipient_id: MaybeText,
  error: z.optional(z.nullable(z.union([z.string(), ReportedError]))),
  errors: z.optional(z.nullable(z.array(ReportedError))),
});
type ReportedStatus = z.infer<typeof ReportedStatus>;

function failureIn({ error, errors }: ReportedStatus) {
  if (typeof error === 'string') return failureOf({ words: error });
  const first = error ?? errors?.[0];
  const words = [first?.title, first?.details ?? first?.error_data?.details, first?.message];
  return failureOf({ code: first?.code, words: [...new Set(words.filter(Boolean))].join(': ') });
}

function addressesIn({ chatId, bsuid, recipient_id }: ReportedStatus): ChatId[] {
  const reported = ReportedChatId.safeParse(chatId).data;
  const addresses = [reported, chatIdOf(bsuid), chatIdOf(recipient_id)].filter((address) => address !== undefined);
  return [...new Set(addresses)];
}

/** Reads one element of `ack`, `hooks` or raw `statuses`. */
export function readStatus(element: unknown, receivedAt: Instant): WebhookElement {
  const parsed = ReportedStatus.safeParse(element);
  const status = parsed.success ? STATUS_WORDS.get(parsed.data.status.toLowerCase()) : undefined;
  if (!parsed.success || !status) {
    return { kind: 'unmatched', unmatched: { reason: 'unreadable-status', text: JSON.stringify(element) } };
  }
  const at = instantOf(parsed.data.timestamp, receivedAt);
  const report: StatusReport = {
    messageId: parsed.data.id,
    status,
    reportedAs: addressesIn(parsed.data),
    ...(at && { at }),
    ...(status === 'failed' && { failure: failureIn(parsed.data) }),
  };
  return { kind: 'status', status: report };
}
