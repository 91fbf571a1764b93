import { answersInChat } from '../../functions/shared/domain/chat/chat-wish.ts';
import { BookingQueue } from '../constructs/booking-queue.ts';
import { canBatchGetItems, canConsume, canQuery, canStoreWithPlaces } from '../constructs/permissions.ts';
import { workAtOnce } from '../constructs/work-at-once.ts';
import type { StackContext } from '../stack-context.ts';
import { SEND_TIMEOUT } from './requested-invitations.ts';

/** Bus → queue → answer-customer → provider, where the contract has words for the chat. */
export function answerCustomers(context: StackContext): void {
  const { contract, scope, bus } = context;
  if (!answersInChat(contract)) return;
  const { table } = context.store;
  const hurts = 'Customers who want to cancel, to change or to ask something get no answer, and no person sees it.';
  const wishes = new BookingQueue(scope, 'WishesToAnswer', {
    bus,
    alarmName: `${contract.name}-wishes-not-answered`,
    hurts,
    description: 'A customer wrote or tapped something that is answered in the chat, or by a person.',
    events: ['Customer Wish Detected'],
    workers: workAtOnce(contract).workers,
    workerTimeout: SEND_TIMEOUT,
  });
  const answerCustomer = context.addFunction('answer-customer', {
    does: 'Answers customers who want to cancel, to change or to know something, or hands them to a person.',
    hurts,
    timeout: SEND_TIMEOUT,
    environment: context.sendingEnvironment(),
    may: [
      ...context.maySend(),
      canBatchGetItems(table),
      canQuery(table, 'customer'),
      ...canStoreWithPlaces(table),
      canConsume(wishes.queue),
    ],
  });
  wishes.workedOffBy(answerCustomer);
}
