import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { InvitationStatus } from '../../../../functions/shared/domain/invitation/invitation-status.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { LABEL_WORDS } from '../../../../web/desk/booking/label-words.ts';
import { addressOf, inWords, statusOf } from '../../../../web/desk/booking/labels.ts';
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
