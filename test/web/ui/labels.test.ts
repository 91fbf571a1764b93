import { describe, expect, it } from 'vitest';
import { InvitationStatus } from '../../../functions/shared/domain/invitation/invitation-status.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { formErrorSentence, statusOf } from '../../../web/ui/labels.ts';

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
