import type { FoundCustomer } from '../domain/customer/found-customer.ts';
import { phoneOf } from '../domain/customer/recipient.ts';
import type { CustomerView } from './answers/customers.ts';

/** A customer as answers show them. */
export const customerView = (customer: FoundCustomer): CustomerView => {
  const { chatId, invitationId, name, language, lastInboundAt, optedOut, attendance, correction, revision } = customer;
  const phone = chatId && phoneOf({ chatId });
  return { chatId, phone, invitationId, name, language, lastInboundAt, optedOut, attendance, correction, revision };
};
