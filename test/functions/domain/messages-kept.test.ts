import { describe, expect, it } from 'vitest';
import { messageKeptUntil } from '../../../functions/shared/domain/delivery/messages-kept.ts';
import { isCountable } from '../../../functions/shared/domain/figures/figures-age.ts';
import { Instant } from '../../../functions/shared/domain/time/instant.ts';

const at = (day: string) => Instant.parse(`${day}T10:00:00.000Z`);
const sent = at('2026-01-01');

describe('a message', () => {
  it('is kept for so many days from when it is sent, or from the end of an appointment after that', () => {
    const retention = { invitationDays: 400, messageDays: 10 };
    expect(messageKeptUntil(retention, sent, undefined)).toBe(at('2026-01-11'));
    expect(messageKeptUntil(retention, sent, at('2025-12-01'))).toBe(at('2026-01-11'));
    expect(messageKeptUntil(retention, sent, at('2026-02-01'))).toBe(at('2026-02-11'));
  });

  it('is kept for 90 days where the contract does not say, and never longer than its booking', () => {
    expect(messageKeptUntil({ invitationDays: 400 }, sent, undefined)).toBe(at('2026-04-01'));
    expect(messageKeptUntil({ invitationDays: 30 }, sent, undefined)).toBe(at('2026-01-31'));
  });
});

it('a day is counted again only while its messages are there', () => {
  const day = { from: sent, to: at('2026-01-02') };
  const retention = { invitationDays: 400, messageDays: 31 };
  expect(isCountable(day, at('2026-01-30'), retention)).toBe(true);
  expect(isCountable(day, at('2026-01-31'), retention)).toBe(false);
  expect(isCountable(day, at('2026-01-31'), { ...retention, messageDays: 100 })).toBe(true);
});
