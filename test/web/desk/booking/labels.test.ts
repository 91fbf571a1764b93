import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { InvitationStatus } from '../../../../functions/shared/domain/invitation/invitation-status.ts';
import { ResourceId } from '../../../../functions/shared/domain/places/service.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { LABEL_WORDS } from '../../../../web/desk/booking/label-words.ts';
import {
  addressOf,
  canBeKept,
  inWords,
  isUnderClosure,
  nameOf,
  statusOf,
} from '../../../../web/desk/booking/labels.ts';
import { REASON_WORDS } from '../../../../web/desk/booking/reason-words.ts';

const formError = { name: 'INVALID_SCREEN_TRANSITION', at: instantAt(0) };

describe('an invitation whose form did not work on the phone', () => {
  it.each(InvitationStatus.options)('needs attention, also if it is %s', (status) => {
    expect(statusOf({ status, formError }, LABEL_WORDS.en)).toEqual({ label: 'Needs attention', tone: 'warn' });
    expect(statusOf({ status }, LABEL_WORDS.en).label).not.toBe('Needs attention');
  });

  it("says so by WhatsApp's name for the reason, and what to do", () => {
    expect(REASON_WORDS.en.formError(formError.name)).toMatch(/INVALID_SCREEN_TRANSITION.*write to them/);
  });
});

describe('an invitation whose customer was not told', () => {
  const notTold = {
    revision: 2,
    purpose: 'changed' as const,
    reason: 'window-closed' as const,
    explanation: 'Only a template reaches them.',
    since: instantAt(0),
    call: { name: 'Alex' },
  };

  it('says so, unless its booking needs attention first', () => {
    expect(statusOf({ status: 'completed', notTold }, LABEL_WORDS.en)).toEqual({ label: 'Not told', tone: 'warn' });
    expect(statusOf({ status: 'completed', notTold, formError }, LABEL_WORDS.en).label).toBe('Needs attention');
  });
});

describe('the address of a customer', () => {
  it.each([
    ['34600000001@c.us', '+34600000001'],
    ['ES.13491208655302741@lid', 'ES.13491208655302741'],
  ])('%s is shown as %s', (chatId, shown) => {
    expect(addressOf({ recipient: { chatId: ChatId.parse(chatId) } })).toBe(shown);
  });

  it('is missing for somebody who left none', () => {
    expect(addressOf({})).toBeUndefined();
  });
});

describe('the name of a service that only its form knows', () => {
  it.each([
    ['first_visit', 'First visit'],
    ['firstVisit', 'First visit'],
    ['follow-up', 'Follow-up'],
    ['MRI', 'MRI'],
  ])('%s is shown as %s', (id, shown) => {
    expect(inWords(id)).toBe(shown);
  });
});

describe('a booking that needs attention', () => {
  const booking = { timeZone: 'Europe/Madrid', state: 'booked' as const };
  const resources = [ResourceId.parse('ana')];

  it('can be kept as it is, unless only another booking can settle it', () => {
    expect(canBeKept({ ...booking, attention: ['outside-opening-hours'] })).toBe(true);
    expect(canBeKept({ ...booking, attention: ['overlap'] })).toBe(false);
    expect(canBeKept({ ...booking, attention: ['outside-opening-hours'], resources })).toBe(true);
    expect(canBeKept({ ...booking, attention: ['slot-taken'], state: 'requested' })).toBe(false);
  });

  it('is under a closure if it has a place that is not open', () => {
    expect(isUnderClosure({ ...booking, attention: ['outside-opening-hours'], resources })).toBe(true);
    expect(isUnderClosure({ ...booking, attention: ['outside-opening-hours'] })).toBe(false);
    expect(isUnderClosure({ ...booking, attention: ['overlap'], resources })).toBe(false);
  });
});

describe('the name of a customer', () => {
  it('is that of the booking, else that of the invitation, if anybody knows it', () => {
    const booking = { timeZone: 'Europe/Madrid', state: 'booked' as const, attention: [], customerName: 'Kim' };
    expect(nameOf({ customerName: 'there', nameless: true, booking }, LABEL_WORDS.en)).toBe('Kim');
    expect(nameOf({ customerName: 'Alex' }, LABEL_WORDS.en)).toBe('Alex');
    expect(nameOf({ customerName: 'there', nameless: true }, LABEL_WORDS.en)).toBe('No name');
  });
});
