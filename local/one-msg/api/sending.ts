import { errorObject, failureOf } from '../behaviour/known-failures.ts';
import { type Address, recipientAddress } from '../chat/addresses.ts';
import type { Draft } from '../chat/conversation.ts';
import { isWindowOpen } from '../chat/session-window.ts';
import type { Channel } from '../simulated-channel.ts';
import { type Answer, invalid, notSent, tooManyRequests } from './method-answers.ts';

const WINDOW_CLOSED = 131047;

/** Accepts a draft for one recipient, or refuses it because of the rate limits or the session window. */
export function sendDraft(
  channel: Channel,
  recipient: { phone?: string | undefined; chatId?: string | undefined },
  draft: Draft,
  { needsWindow }: { needsWindow: boolean },
): Answer {
  const address = recipientAddress(recipient);
  if (!address) return invalid('give exactly one of phone and chatId');
  const closed = needsWindow ? refuseClosedWindow(channel, address) : undefined;
  if (closed) return closed;
  const customer = channel.customers.reach(address);
  const waitSeconds = channel.rates.enterPair(customer.id);
  if (waitSeconds > 0) return tooManyRequests(waitSeconds);
  const message = channel.conversation.send(customer, draft);
  return channel.behaviour.current.jobId ? queued(message.id) : accepted(message.id);
}

function refuseClosedWindow(channel: Channel, address: Address): Answer | undefined {
  const { window, windowRefusal } = channel.behaviour.current;
  if (isWindowOpen(channel.customers.find(address), channel.clock.now(), window)) return undefined;
  const failure = failureOf(WINDOW_CLOSED);
  switch (windowRefusal) {
    case 'text':
      return notSent('Dialog window is closed');
    case 'code':
      return notSent(`(#${failure.code}) ${failure.title}`);
    case 'object':
      return { status: 400, body: errorObject(failure) };
  }
}

function accepted(id: string): Answer {
  const body = { sent: true, id, message: 'Message accepted', description: 'Message has been sent to the provider' };
  return { status: 200, body };
}

/** A job id is not a message id: the message is sent, but the caller does not learn its id. */
function queued(messageId: string): Answer {
  return { status: 200, body: { sent: false, jobId: `job-${messageId.slice(-16, -2)}`, message: 'Message queued' } };
}
