import * as z from 'zod/mini';
import type { WebhookElement } from '../../domain/customer/inbound.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { type DeliveryStatus, MessageId, type StatusReport } from '../../domain/delivery/delivery.ts';
import type { Failure } from '../../domain/delivery/failure.ts';
import { isJsonObject, type JsonObject } from '../../domain/text/json.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { failureOf } from '../failure-reasons.ts';
import { chatIdOf, isOfMany } from './chat-id.ts';
import { codeOf, instantOf, MaybeAddress, MaybeText } from './lenient.ts';

/** The provider's names of statuses. `viewed` is an older name of read, `played` means read for a voice message. */
const STATUS_WORDS: ReadonlyMap<string, DeliveryStatus> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['viewed', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
]);

/**
 * One status in any dialect. `ack` elements have no time and no codes; `hooks` and raw `statuses` have both. Only the
 * message id and the status are required. Other fields of an unexpected form are left out.
 */
const ReportedStatus = z.object({
  id: MessageId,
  status: z.string(),
  type: MaybeText,
  timestamp: z.optional(z.unknown()),
  chatId: MaybeAddress,
  phone: MaybeAddress,
  bsuid: MaybeAddress,
  recipient_id: MaybeAddress,
  recipient_user_id: MaybeAddress,
  recipient_type: MaybeText,
  group_id: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
  errors: z.optional(z.unknown()),
});
type ReportedStatus = z.infer<typeof ReportedStatus>;

const textOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'number' ? [String(value)] : [];
};

/** All texts of an error object, including a `code` that is no number. */
function wordsOf(error: JsonObject): string[] {
  const data = error['error_data'];
  const details = error['details'] ?? (isJsonObject(data) ? data['details'] : data);
  const odd = codeOf(error['code']) === undefined ? error['code'] : undefined;
  return [error['title'], details, error['message'], odd].flatMap(textOf);
}

/** The failure of an error, which is an object, a code or a text. */
function failureOfError(error: unknown): Failure | undefined {
  if (isJsonObject(error)) {
    return failureOf({ code: codeOf(error['code']), words: [...new Set(wordsOf(error))].join(': ') });
  }
  const words = textOf(error).join();
  return words === '' ? undefined : failureOf({ code: codeOf(error), words });
}

/** The first failure with a known reason, else the first. */
function failureIn({ error, errors }: ReportedStatus): Failure {
  const failures = [error, errors].flat().flatMap((one) => failureOfError(one) ?? []);
  return failures.find(({ reason }) => reason !== 'unknown-reason') ?? failures[0] ?? failureOf({ words: '' });
}

function addressesIn({ chatId, phone, bsuid, recipient_id, recipient_user_id }: ReportedStatus): ChatId[] {
  const addresses = [chatId, phone, bsuid, recipient_id, recipient_user_id];
  return [...new Set(addresses.flatMap((address) => chatIdOf(address) ?? []))];
}

/** Whether a status is of a call or a group, to which no invitation goes. */
const isForeign = ({ type, chatId, recipient_id, recipient_type, group_id }: ReportedStatus): boolean =>
  type === 'call' || recipient_type === 'group' || Boolean(group_id) || isOfMany(chatId) || isOfMany(recipient_id);

/** Reads one element of `ack`, `hooks` or raw `statuses`. */
export function readStatus(element: unknown, receivedAt: Instant): WebhookElement {
  const parsed = ReportedStatus.safeParse(element);
  if (parsed.success && isForeign(parsed.data)) return { kind: 'unrelated' };
  const status = parsed.success ? STATUS_WORDS.get(parsed.data.status.trim().toLowerCase()) : undefined;
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
