import type { HistoryEntryView, InvitationView } from '../../functions/shared/http/answers/invitation-schema.ts';
import type { Message } from '../one-msg/channel-state.ts';
import type { MessageStore } from '../one-msg/chat/message-store.ts';

/** Two clocks of this machine differ by less, and the provider's times have whole seconds. */
const CLOCKS_DIFFER_MS = 1000;

type Known = {
  invitation: InvitationView;
  /** The message in which the customer asked to book; none where somebody else asked for the invitation. */
  intentMessageId: string | undefined;
  messages: Pick<MessageStore, 'get' | 'ofCustomer'>;
};

/** The message of the chat that each step of an invitation is about, by the step's key, where there is one. */
export function messagesOfSteps({ invitation, intentMessageId, messages }: Known): Record<string, string> {
  const { attempts, messages: sent, notices, reminders, history, booking } = invitation;
  const own = [...attempts, ...notices, ...reminders].flatMap(({ messageId }) => messageId ?? []);
  const chat = own.map((id) => messages.get(id)).find((message) => message !== undefined);
  const said = chat ? messages.ofCustomer(chat.customerId).filter(({ fromCustomer }) => fromCustomer) : [];
  const found: [string, string | undefined][] = [
    ['requested', intentMessageId],
    ...attempts.map(({ number, messageId }): [string, string | undefined] => [`attempt/${number}`, messageId]),
    ...sent.flatMap(({ messageId }) =>
      ['sent', 'failed', 'delivered', 'read'].map((status): [string, string] => [
        `message/${messageId}/${status}`,
        messageId,
      ]),
    ),
    ...notices.map(({ revision, state, messageId }): [string, string | undefined] => [
      `notice/${revision}/${state}`,
      messageId,
    ]),
    ...reminders.map(({ kind, key, startsAt, messageId }): [string, string | undefined] => [
      `${kind}/${key}/${startsAt}`,
      messageId,
    ]),
    ...history.map((entry): [string, string | undefined] => [`history/${entry.id}`, saidFor(entry, said)]),
    ['attendance/confirmed', booking?.confirmedByCustomer && lastTap(said, booking.confirmedByCustomer)],
  ];
  const shown = found.filter((pair): pair is [string, string] => pair[1] !== undefined && !!messages.get(pair[1]));
  return Object.fromEntries(shown);
}

/** What the customer sent or tapped to make an entry: the message itself, or what came of a live form, or a tap. */
function saidFor(entry: HistoryEntryView, said: readonly Message[]): string | undefined {
  const itself = said.find(({ id }) => id === entry.id);
  if (itself) return itself.id;
  if (entry.kind === 'completion') {
    const from = Date.parse(entry.at) - CLOCKS_DIFFER_MS;
    return said.find(({ kind, at }) => kind === 'completion' && at >= from)?.id;
  }
  return entry.actor.kind === 'customer' ? lastTap(said, entry.at) : undefined;
}

/** The customer's newest tap up to a time. */
const lastTap = (said: readonly Message[], until: string): string | undefined =>
  said.findLast(({ kind, at }) => kind === 'button' && at <= Date.parse(until) + CLOCKS_DIFFER_MS)?.id;
