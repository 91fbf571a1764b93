/** The events of which staff are told, as EventBridge puts them into a queue. */

import { Phone } from '../../../../functions/shared/domain/customer/phone.ts';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { readStaffEvent, type StaffEvent } from '../../../../functions/shared/domain/events/staff-event.ts';

export const INVITATION = '0198c0de-0000-7000-8000-000000000000';
const phone = Phone.parse('34600000001');
export const recipient = { phone, chatId: ChatId.parse(`${phone}@c.us`) };

const common = { eventId: 'event', schemaVersion: '1', occurredAt: '2031-05-06T08:00:00.000Z', channelId: 'channel' };

/** A consultation on Tuesday, 6 May 2031, at ten in Madrid. */
export const aBooking = (more: object = {}) => ({
  startsAt: '2031-05-06T08:00:00.000Z',
  endsAt: '2031-05-06T08:30:00.000Z',
  timeZone: 'Europe/Madrid',
  service: 'consultation',
  customerName: 'Alex',
  attention: [],
  state: 'booked',
  ...more,
});

/** An event about an appointment. `change`: what kind of fact it tells, and more of it. */
export const told = (type: string, booking: object, change: object, more: object = {}): StaffEvent =>
  readStaffEvent(
    JSON.stringify({
      'detail-type': `Appointment ${type}`,
      detail: {
        ...common,
        ...{ invitationId: INVITATION, recipient, language: 'en', revision: 1, superseded: false },
        ...{ booking, change: { id: 'entry', ...change } },
        ...more,
      },
    }),
  );

/** A customer was not told of their booking. */
export const notTold = (more: object = {}): StaffEvent =>
  readStaffEvent(
    JSON.stringify({
      'detail-type': 'Customer Not Told',
      detail: {
        ...common,
        ...{ invitationId: INVITATION, recipient, language: 'en', revision: 1, booking: aBooking() },
        ...{ purpose: 'booked', reason: 'window-closed', explanation: 'Why.' },
        ...more,
      },
    }),
  );

/** A customer wrote something that a person has to answer. */
export const asked = (wish: string, chatId: string = recipient.chatId): StaffEvent =>
  readStaffEvent(
    JSON.stringify({
      'detail-type': 'Customer Question Received',
      detail: { ...common, chatId, messageId: 'wamid.1', wish },
    }),
  );
