import type { CustomerView } from '../../../functions/shared/http/answers/customers.ts';
import { addressOf } from '../shell/address.ts';

/** By what the API knows one customer: an address, or the booking of somebody without one. */
export type CustomerKey = { phone: string } | { chatId: string } | { invitationId: string };

/** Whose page an address of the desk names, if it names one. */
export function keyIn({ phone, chatId, invitationId }: Readonly<Record<string, string>>): CustomerKey | undefined {
  if (chatId !== undefined) return { chatId };
  if (phone !== undefined) return { phone };
  return invitationId === undefined ? undefined : { invitationId };
}

type Found = Pick<CustomerView, 'chatId' | 'invitationId'>;

/** A customer whom the API lists has one of the two. */
export const keyOf = ({ chatId, invitationId = '' }: { [Id in keyof Found]?: string | undefined }): CustomerKey =>
  chatId === undefined ? { invitationId } : { chatId };

/** Where the desk shows a customer's page. */
export const pageOf = (key: CustomerKey): string => addressOf({ view: 'customers', query: key });
