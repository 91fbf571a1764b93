import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { InvitationStatus } from '../../../../functions/shared/domain/invitation/invitation-status.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { addressOf, formErrorSentence, statusOf } from '../../../../web/desk/booking/labels.ts';

const formError = { name: 'INVALID_SCREEN_TRANSITION', at: instantAt(0) };

describe('an invitation whose form did not work on the phone', () => {
  it.each(InvitationStatus.options)('needs attention, also if it is %s', (status) => {
    expect(statusOf({ status, formError })).toEqual({ label: 'Needs attention', tone: 'warn' });
    expect(statusOf({ status }).label).not.toBe('Needs attention');
  });

  it("says so by WhatsApp's name for the reason, and what to do", () => {
    expect(formErrorSentence(formError)).toMatch(/INVALID_SCREEN_TRANSITION.*write to them/);
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
    expect(statusOf({ status: 'completed', notTold })).toEqual({ label: 'Not told', tone: 'warn' });
    expect(statusOf({ status: 'completed', notTold, formError }).label).toBe('Needs attention');
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
    expect(addressOf({})).toBe('No number');
  });
});
