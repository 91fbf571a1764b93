import type { FunctionName } from '../bundling.ts';

/** Who is hurt first when a function fails: customers, or staff and the programs that they use. */
export type Affected = 'customers' | 'staff';

const CUSTOMERS: readonly FunctionName[] = [
  'send-flow',
  'send-requested-flow',
  'record-inbound-message',
  'record-delivery-status',
  'record-flow-completion',
  'receive-webhook',
  'exchange-flow-data',
  'tell-customer',
  'answer-customer',
  'reconcile',
  'watch-channel',
  'plan-reminders',
];

export const affectedBy = (name: FunctionName): Affected => (CUSTOMERS.includes(name) ? 'customers' : 'staff');
