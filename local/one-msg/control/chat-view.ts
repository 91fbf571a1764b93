import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Customer, FlowButton, Message } from '../channel-state.ts';
import { chatIdOf, visiblePhone } from '../chat/customer-book.ts';
import { windowClosesAt } from '../chat/session-window.ts';
import { type AccountForms, liveFlowOf, screenOf } from '../live-flow/live-flow.ts';

/** A message in the control calls: times in ISO, the latest status and every step before it. */
export function viewMessage(forms: AccountForms, message: Message) {
  const { id, kind, body, flow, template, form, replies, buttonPayload, quotedMessageId } = message;
  const history = message.history.map(({ status, at, failure }) => ({ status, at: isoTime(at), error: failure }));
  return {
    id,
    from: message.fromCustomer ? 'customer' : 'business',
    kind,
    text: body,
    at: isoTime(message.at),
    status: history.at(-1)?.status ?? (message.fromCustomer ? 'received' : 'accepted'),
    history,
    flow: flow && viewButton(forms, flow),
    template,
    replies,
    fields: form?.fields,
    buttonPayload,
    quotedMessageId,
  };
}

/**
 * The button of a form. A live form without a `screen` opens with what its endpoint answers to INIT; so does one whose
 * message names a screen that the Flow does not have.
 */
function viewButton(forms: AccountForms, { screen, data, ...button }: FlowButton) {
  const live = liveFlowOf(forms, button.flowId);
  const isKnown = !live || (screen !== undefined && screenOf(live, screen) !== undefined);
  return { ...button, ...(isKnown && { screen, data }), isLive: live !== undefined };
}

/** A customer in the control calls; `windowClosesAt` is null for one who never wrote. */
export function viewCustomer(customer: Customer) {
  const closesAt = windowClosesAt(customer);
  return {
    phone: customer.phone ?? null,
    reportedPhone: visiblePhone(customer) ?? null,
    bsuid: customer.bsuid,
    chatId: chatIdOf(customer),
    name: customer.name ?? null,
    phoneHidden: customer.phoneHidden,
    windowClosesAt: closesAt === undefined ? null : isoTime(closesAt),
  };
}

/** A customer's number in readable form, e.g. "+34 600 00 00 01"; the BSUID if there is no number. */
export function shownAddress({ phone, bsuid }: Customer): string {
  if (phone === undefined) return bsuid;
  return parsePhoneNumberFromString(`+${phone}`)?.formatInternational() ?? `+${phone}`;
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
