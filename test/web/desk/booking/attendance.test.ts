import { describe, expect, it } from 'vitest';
import { OWNER } from '../../../../functions/shared/domain/people/caller.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { comingOf, countsSentence, hasDayCome } from '../../../../web/desk/booking/attendance.ts';
import { LABEL_WORDS } from '../../../../web/desk/booking/label-words.ts';

const booking = {
  state: 'booked' as const,
  startsAt: instantAt(Date.UTC(2031, 4, 6, 8, 30)),
  timeZone: 'Europe/Madrid',
};

describe('an appointment whose day has come', () => {
  it('is one from its midnight on, by the clock of the booking, and ever after', () => {
    expect(hasDayCome(booking, Date.UTC(2031, 4, 5, 21, 59))).toBe(false);
    expect(hasDayCome(booking, Date.UTC(2031, 4, 5, 22))).toBe(true);
    expect(hasDayCome(booking, Date.UTC(2032, 0, 1))).toBe(true);
  });

  it('is none that was cancelled, has no place, or has no time', () => {
    const now = Date.UTC(2031, 4, 7);
    expect(hasDayCome({ ...booking, state: 'cancelled' }, now)).toBe(false);
    expect(hasDayCome({ ...booking, state: 'requested' }, now)).toBe(false);
    expect(hasDayCome({ ...booking, startsAt: undefined }, now)).toBe(false);
  });
});

describe('what is known of a customer’s coming', () => {
  const noted = { at: booking.startsAt, actor: OWNER.actor };

  it('is what staff noted, else what the customer said', () => {
    expect(comingOf({}, LABEL_WORDS.en)).toBeUndefined();
    expect(comingOf({ confirmedByCustomer: booking.startsAt }, LABEL_WORDS.en)).toBe('confirmed');
    expect(
      comingOf({ confirmedByCustomer: booking.startsAt, attendance: { value: 'no-show', ...noted } }, LABEL_WORDS.en),
    ).toBe('no-show');
    expect(comingOf({ attendance: { value: 'came', ...noted } }, LABEL_WORDS.en)).toBe('came');
  });
});

describe('how often a customer came', () => {
  it.each([
    [{ came: 1, noShow: 0 }, 'Came once'],
    [{ came: 0, noShow: 2 }, 'Did not come 2 times'],
    [{ came: 3, noShow: 1 }, 'Came 3 times, did not come once'],
  ])('%j is said as "%s"', (counts, said) => {
    expect(countsSentence(counts, LABEL_WORDS.en)).toBe(said);
  });

  it('is not said before anything was noted', () => {
    expect(countsSentence({ came: 0, noShow: 0 }, LABEL_WORDS.en)).toBeUndefined();
  });
});
