import { type Message, messageArrived } from '../../domain/delivery/delivery.ts';
import { type FollowUp, followUp } from '../../domain/invitation/follow-up.ts';
import { attemptsOf, type Invitation, messageIdsOf } from '../../domain/invitation/invitation.ts';
import { reactTo } from '../../domain/invitation/settlement.ts';
import { later, now } from '../../domain/time/instant.ts';
import { readChat } from '../../store/customer/chats.ts';
import { readMessage } from '../../store/delivery/messages.ts';
import { endInvitation, planRetry } from '../../store/invitation/invitation-follow-up.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { type DueItem, postpone, settleDue } from '../../store/table/due.ts';
import { invitationIdIn } from '../../store/table/keys.ts';
import { linkAddresses } from '../customer/link-addresses.ts';
import { askForDelivery } from '../delivery/ask-delivery.ts';
import { recordOptOut } from '../delivery/follow-failure.ts';
import { type LookupContext, linkAcceptedMessage } from '../delivery/link-message.ts';
import { adoptIfProven } from '../invitation/adopt-message.ts';
import { isInTurn, retryInTurn, type SendContext } from '../invitation/make-attempt.ts';

export type ReconcileContext = SendContext &
  LookupContext & {
    /** The time the function has left, in ms. */
    remainingMs: () => number;
  };

/** The part of an item's work that waits for a turn at the channel. The items behind it need not wait for that. */
export type WorkInTurn = () => Promise<void>;

/** No turn comes so late in a run, when the next run has turns of its own. With the time for a send that is its last 20 s. */
const WITHOUT_TURNS_MS = 13_000;

/** How long one run reserves an item while it calls the provider. */
const LEASE_MS = 2 * 60_000;

/** All messages of the invitation. Links those that a crashed run left unlinked. */
async function messagesOf(context: ReconcileContext, invitation: Invitation): Promise<Message[]> {
  const { table } = context;
  const messages: Message[] = [];
  for (const { messageId, carrier } of attemptsOf(invitation)) {
    if (!messageId) continue;
    const known = await readMessage(table, messageId);
    if (!known?.message.invitationId || known.waiting.length > 0) {
      await linkAcceptedMessage(context, invitation, messageId, carrier);
    }
    const stored = known?.message.invitationId ? known : await readMessage(table, messageId);
    if (!stored) continue;
    await recordOptOut(table, stored.message, now());
    messages.push(stored.message);
  }
  return messages;
}

/** Links the customer to the other addresses under which the provider reported them. */
async function rememberAddresses(
  { table }: ReconcileContext,
  { recipient, createdAt }: Invitation,
  messages: Message[],
) {
  if (!recipient) return;
  const { chatId } = recipient;
  const reported = new Set(messages.flatMap(({ reportedAs }) => [...(reportedAs ?? [])]));
  reported.delete(chatId);
  if (reported.size === 0) return;
  const known = (await readChat(table, chatId))?.aliases;
  for (const address of reported)
    if (!known?.has(address)) await linkAddresses(table, chatId, address, { at: createdAt, now: now() });
}

async function react(
  context: ReconcileContext,
  item: DueItem,
  invitation: Invitation,
  step: FollowUp & { kind: 'react' },
): Promise<WorkInTurn | undefined> {
  const settlement = reactTo(step.failure, invitation, context.contract, now());
  if (settlement.kind === 'rejected') {
    await endInvitation(context.table, item, 'undeliveredAt', now(), settlement.failure);
    return undefined;
  }
  const planned = await planRetry(context.table, item, settlement);
  return planned && settlement.retryAt <= now() ? reconcileInvitation(context, planned) : undefined;
}

async function ask(context: ReconcileContext, item: DueItem, step: FollowUp & { kind: 'ask-delivery' }) {
  const { table } = context;
  const claimed = await postpone(table, item, later(now(), LEASE_MS));
  if (!claimed) return;
  const answered = await askForDelivery(context, step.message);
  if (answered && messageArrived(answered)) await settleDue(table, claimed);
  else if (answered?.failedAt)
    await postpone(table, claimed, later(now(), context.contract.delivery.graceSeconds * 1000));
  else if (step.until) await postpone(table, claimed, step.until);
  else await endInvitation(table, claimed, 'deliveryUnknownAt', now());
}

async function prove(
  context: ReconcileContext,
  item: DueItem,
  invitation: Invitation,
  step: FollowUp & { kind: 'look-for-proof' },
) {
  const { table } = context;
  const claimed = await postpone(table, item, later(now(), LEASE_MS));
  if (!claimed) return;
  const isAdopted = await adoptIfProven(context, invitation, step.attempt);
  if (isAdopted) await postpone(table, claimed, now());
  else if (step.until) await postpone(table, claimed, step.until);
  else await endInvitation(table, claimed, 'unresolvedAt', now());
}

/** An invitation with what is to be done next; `undefined` if it is gone, or changed while it was read and stays due. */
async function nextStep(context: ReconcileContext, { pk }: DueItem) {
  const { table, contract } = context;
  const invitation = await readInvitation(table, invitationIdIn(pk));
  if (!invitation) return undefined;
  const messages = await messagesOf(context, invitation);
  await rememberAddresses(context, invitation, messages);
  const current =
    messages.length > 0 ? ((await readInvitation(table, invitation.invitationId)) ?? invitation) : invitation;
  // Another run adopted a message between the two reads. The next look knows that message.
  if (messageIdsOf(current).length > messageIdsOf(invitation).length) return undefined;
  return { current, step: followUp(current, messages, contract, now()) };
}

/** Waits for the turn, and makes the next attempt if that is still to be done then. */
async function retryWhenInTurn(context: ReconcileContext, item: DueItem): Promise<void> {
  const { remainingMs } = context;
  if (!(await isInTurn(context, () => remainingMs() - WITHOUT_TURNS_MS))) return;
  const next = await nextStep(context, item);
  if (next?.step.kind === 'retry') await retryInTurn(context, next.current, remainingMs);
}

/**
 * Settles one due invitation, from stored facts first and then by asking the provider, or postpones it. Returns the
 * attempt that is due, if there is one.
 */
export async function reconcileInvitation(context: ReconcileContext, item: DueItem): Promise<WorkInTurn | undefined> {
  const { table } = context;
  const next = await nextStep(context, item);
  switch (next?.step.kind) {
    case undefined:
      return undefined;
    case 'settled':
      await settleDue(table, item);
      return undefined;
    case 'wait':
      await postpone(table, item, next.step.until);
      return undefined;
    case 'retry':
      return () => retryWhenInTurn(context, item);
    case 'react':
      return react(context, item, next.current, next.step);
    case 'ask-delivery':
      await ask(context, item, next.step);
      return undefined;
    case 'look-for-proof':
      await prove(context, item, next.current, next.step);
      return undefined;
  }
}
