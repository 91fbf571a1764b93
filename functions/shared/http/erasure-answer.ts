import type { Contract } from '../contract/contract.ts';
import type { Erasure } from '../operations/erasure/erase-customer.ts';
import type { ErasureAnswer } from './answers/erasure.ts';

/** What an erasure cannot reach. The times are the stack's own, or AWS's. */
const notErasedFromHere = ({ foreignStatusHours }: Contract['retention']): ErasureAnswer['notErasedFromHere'] => [
  {
    what: 'backups',
    keptFor: 'P35D',
    how: 'Backups of the table pass away with time. After restoring one, erase the customer again.',
  },
  { what: 'change-log', keptFor: 'P1D', how: 'The stream of changes to the table forgets after a day.' },
  {
    what: 'failed-work',
    keptFor: 'P30D',
    how: 'Events and requests that failed wait in queues for 14 days and in the failure bucket for 30, then they go.',
  },
  {
    what: 'unlinked-reports',
    keptFor: `PT${foreignStatusHours}H`,
    how: 'Statuses of messages that were no invitations are kept by the message only. They go by age.',
  },
  {
    what: 'event-consumers',
    how: 'CRM, calendars, mail boxes and others that heard of bookings keep what they took: erase the customer there.',
  },
  { what: 'provider', how: '1MSG and WhatsApp keep the chat itself: ask them, and the customer, to delete it.' },
];

export const erasureAnswer = (erasure: Erasure, { retention }: Pick<Contract, 'retention'>): ErasureAnswer => ({
  ...erasure,
  notErasedFromHere: notErasedFromHere(retention),
});
