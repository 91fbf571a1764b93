import { CustomerPage, type CustomerView } from '../../../../functions/shared/http/answers/customers.ts';
import { type InvitationSummary, InvitationView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { InvitationPage } from '../../../../functions/shared/http/answers/lists.ts';
import type { Connection } from '../../../ui/connection.ts';
import type { CustomerKey } from '../customer-key.ts';

/** One customer with their newest invitations and bookings; `customer` is left out where nobody is known by the key. */
export type KnownCustomer = {
  customer: CustomerView | undefined;
  /** The newest first. */
  invitations: readonly InvitationSummary[];
  /** Whether there are older ones. */
  hasOlder: boolean;
};

const LIMIT = 100;

/** Reads a customer with `count` invitations, or some more. */
export async function readCustomer(api: Connection, key: CustomerKey, count: number): Promise<KnownCustomer> {
  const [{ items }, listed] = await Promise.all([
    api.get(CustomerPage, '/customers', key),
    'invitationId' in key ? readOne(api, key.invitationId) : readNewest(api, key, count),
  ]);
  return { customer: items[0], ...listed };
}

type Listed = Omit<KnownCustomer, 'customer'>;

const readOne = async (api: Connection, invitationId: string): Promise<Listed> => ({
  invitations: [await api.get(InvitationView, `/invitations/${invitationId}`)],
  hasOlder: false,
});

async function readNewest(api: Connection, key: CustomerKey, count: number): Promise<Listed> {
  const invitations: InvitationSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(InvitationPage, '/invitations', { ...key, limit: Math.min(count, LIMIT), cursor });
    invitations.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined && invitations.length < count);
  return { invitations, hasOlder: cursor !== undefined };
}
