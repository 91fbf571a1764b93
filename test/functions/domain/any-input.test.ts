/** What holds for every input, where the tests beside this one show it by examples. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { bookingFromForm, cutText } from '../../../functions/shared/domain/booking/booking.ts';
import {
  type BookingHistory,
  foldHistory,
  type HistoryEntry,
} from '../../../functions/shared/domain/booking/booking-history.ts';
import { entriesOverLimit } from '../../../functions/shared/domain/booking/history-limit.ts';
import { fillGreeting, fitsGreeting, presentableName } from '../../../functions/shared/domain/customer/greeting.ts';
import { consentIn } from '../../../functions/shared/domain/customer/intent.ts';
import { Phone } from '../../../functions/shared/domain/customer/phone.ts';
import { ChatId, recipientByPhone } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { Refusal } from '../../../functions/shared/domain/delivery/refusal.ts';
import { mintFlowToken, verifyFlowToken } from '../../../functions/shared/domain/forms/flow-token.ts';
import { readWrittenDate } from '../../../functions/shared/domain/forms/written-date.ts';
import { readWrittenTime } from '../../../functions/shared/domain/forms/written-time.ts';
import { InvitationId, invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../../functions/shared/domain/people/caller.ts';
import { foldWording, mentions } from '../../../functions/shared/domain/text/wording.ts';
import { instantAt, later } from '../../../functions/shared/domain/time/instant.ts';
import { inZone } from '../../../functions/shared/domain/time/local-time.ts';
import { beginningsIn, spanOfDays } from '../../../functions/shared/domain/time/time-span.ts';
import { wishOfMessage } from '../../../functions/shared/domain/wishes/wish-of-message.ts';
import { aContract } from '../../support/contract.ts';
import { hostileText, RUNS } from '../../support/hostile-json.ts';
import { aPhone } from '../../support/webhooks.ts';

const contract = aContract();
const ZONES = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'];
const aZone = fc.constantFrom(...ZONES);
const aDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const aMinute = fc
  .nat(24 * 60 - 1)
  .map((minute) => Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }));

describe('any phone', () => {
  // Behind an area code a slash sets it apart; a later slash, or a plus, begins another number.
  const gap = fc.constantFrom('', ' ', '-', '(', ')', '.', '\u00a0', '\u202f', '\u2011', '\u200e', '[', '\u3000');
  const spoiled = fc
    .tuple(
      fc.array(fc.oneof(gap, fc.constant('/')), { minLength: 5, maxLength: 5 }),
      fc.array(gap, { minLength: 7, maxLength: 7 }),
    )
    .map((parts) => parts.flat());

  it('is the same customer in every spelling', () => {
    const property = fc.property(
      fc.constantFrom(aPhone(), '4915112345678', '5215512345678'),
      spoiled,
      (digits, gaps) => {
        const spelling = [...digits].map((digit, at) => digit + (gaps[at] ?? '')).join('');
        for (const spelled of [spelling, `+${spelling}`, `00${spelling}`, `tel:+${spelling}`, `（＋${spelling}`]) {
          expect(recipientByPhone(spelled)).toEqual({ phone: digits, chatId: `${digits}@c.us` });
        }
      },
    );
    fc.assert(property, RUNS);
  });

  it('is digits, or refused as one that cannot exist', () => {
    const property = fc.property(fc.oneof(hostileText, fc.double(), fc.bigInt().map(String)), (spelling) => {
      try {
        expect(Phone.safeParse(recipientByPhone(spelling).phone).success).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    });
    fc.assert(property, RUNS);
  });
});

describe('any flow token', () => {
  const [current, another] = ['a'.repeat(43), 'b'.repeat(43)];
  const keys = { current, accepted: [current, another] };
  const anId = fc.uuid({ version: 7 }).map((id) => InvitationId.parse(id));

  it('leads to the invitation it was minted for, by every key that is accepted, and by no other', () => {
    const property = fc.property(anId, anId, fc.string({ minLength: 1 }), (id, other, key) => {
      fc.pre(!keys.accepted.includes(key));
      expect(verifyFlowToken(mintFlowToken(id, keys), keys)).toBe(id);
      expect(verifyFlowToken(mintFlowToken(id, { current: another }), keys)).toBe(id);
      expect(verifyFlowToken(mintFlowToken(id, { current: key }), keys)).toBeUndefined();
      const [, mac] = mintFlowToken(id, keys).split('.');
      if (other !== id) expect(verifyFlowToken(`${other}.${mac}`, keys)).toBeUndefined();
    });
    fc.assert(property, RUNS);
  });

  it('that somebody made up is none, and cut short it is none', () => {
    const whole = mintFlowToken(invitationIdFor('channel', undefined), keys);
    const cut = fc.nat(whole.length - 1).map((length) => whole.slice(0, length));
    const around = fc.tuple(hostileText, hostileText).map(([before, after]) => before + whole + after);
    const property = fc.property(fc.oneof(hostileText, cut, around), (token) => {
      fc.pre(token !== whole);
      expect(verifyFlowToken(token, keys)).toBeUndefined();
    });
    fc.assert(property, RUNS);
  });
});

describe('any date and time', () => {
  it('on the wall is the time on the wall again, unless the clocks skip it', () => {
    const property = fc.property(aDay, aMinute, aZone, (date, clock, timeZone) => {
      const day = Temporal.PlainDate.from(date);
      const { moment, isSkipped } = inZone(day, clock, timeZone);
      const wall = moment.toPlainDateTime();
      const asked = day.toPlainDateTime(clock);
      expect(wall.equals(asked)).toBe(!isSkipped);
      // A gap only ever moves a time forward, and the longest left out a day.
      const moved = asked.until(wall).total('minutes');
      expect(moved).toBeGreaterThanOrEqual(0);
      expect(moved).toBeLessThanOrEqual(24 * 60);
      // The platform's own calendar says the same.
      const told = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
      expect(told.format(moment.epochMilliseconds)).toBe(wall.toString({ smallestUnit: 'minute' }).replace('T', ' '));
    });
    fc.assert(property, RUNS);
  });

  it('is read or not, and never throws', () => {
    const scribble = fc.oneof(
      hostileText,
      fc.stringMatching(/^\d{1,4}[-.:/ ]\d{1,2}([-.:/ T]\d{1,2}){0,3}( ?[ap]m)?$/),
      fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map(String),
    );
    const property = fc.property(scribble, scribble, aZone, (date, time, timeZone) => {
      const sentAt = instantAt(Date.UTC(2026, 10, 22));
      const booking = bookingFromForm(
        { date, time, name: date, notes: time },
        { ...contract.booking, timeZone },
        sentAt,
        ['es'],
      );
      const reading = { timeZone, languages: ['es'] };
      const day = readWrittenDate(cutText(date.trim(), 80), reading);
      expect(booking.startsAt !== undefined).toBe(
        day !== undefined && readWrittenTime(cutText(time.trim(), 80), reading, day) !== undefined,
      );
      expect(booking.startsAt === undefined).toBe(
        booking.attention.some((reason) => /-(missing|unreadable)$/.test(reason)),
      );
      expect([booking.customerName ?? '', booking.notes ?? ''].every((text) => text.isWellFormed())).toBe(true);
    });
    fc.assert(property, RUNS);
  });

  it('belongs to exactly one of the business’s days, and every month of a span is looked at', () => {
    const property = fc.property(aDay, aMinute, aZone, (date, clock, timeZone) => {
      const day = Temporal.PlainDate.from(date);
      const { moment } = inZone(day, clock, timeZone);
      const at = instantAt(moment.epochMilliseconds);
      const days = [-1, 0, 1].map((shift) => day.add({ days: shift }));
      const holding = days.filter((one) => {
        const { from, to } = spanOfDays(one, one, timeZone);
        return from <= at && at <= to;
      });
      expect(holding.map(String)).toEqual([moment.toPlainDate().toString()]);
      const span = spanOfDays(day.subtract({ days: 40 }), day.add({ days: 40 }), timeZone);
      expect(beginningsIn(span, 'month').some((month) => month.slice(0, 7) === at.slice(0, 7))).toBe(true);
    });
    fc.assert(property, RUNS);
  });
});

describe('any message', () => {
  const policy = { ...contract, intent: { ...contract.intent, firstMessage: false } };
  const somebody = {
    messageId: MessageId.parse('wamid.1'),
    chatId: ChatId.parse(`${aPhone()}@c.us`),
    at: instantAt(0),
  };
  const aMessage = (text: string) => ({ ...somebody, text });

  it('is understood by its words, whatever stands around them', () => {
    const word = fc.constantFrom(...Object.values(contract.languages).flatMap(({ intentWords }) => intentWords));
    const noise = fc.stringMatching(/^[ .,!?¿¡\n-]{1,10}$/);
    const shouted = (text: string) => text.toUpperCase();
    const property = fc.property(word, noise, noise, fc.boolean(), (asked, before, after, isLoud) => {
      const text = before + (isLoud ? shouted(asked) : asked) + after;
      expect(wishOfMessage(aMessage(text), policy, false)).toMatchObject({ wish: 'book', sign: 'words' });
    });
    fc.assert(property, RUNS);
  });

  it('is folded once and for all, and read no further than its first words', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const folded = foldWording(text);
      expect(foldWording(folded)).toBe(folded);
      expect(mentions(foldWording(`${' x'.repeat(1_500)} ${text} book`), ['book'])).toBe(false);
      wishOfMessage(aMessage(text), policy, true);
      consentIn(aMessage(text), policy);
    });
    fc.assert(property, RUNS);
  });
});

describe('any name', () => {
  it('makes a greeting of one line that is known again, within the provider’s limit', () => {
    const property = fc.property(hostileText, (text) => {
      const name = presentableName(text);
      if (name === undefined) return;
      expect(name.isWellFormed() && name.length <= 60 && !/[\p{Cc}\u2028\u2029]/u.test(name)).toBe(true);
      for (const { greeting } of Object.values(contract.languages)) {
        const filled = fillGreeting(greeting, name);
        expect(filled.length).toBeLessThanOrEqual(1_024);
        expect(fitsGreeting(filled, greeting)).toBe(true);
        expect(fitsGreeting(filled.replace(name, ''), greeting)).toBe(false);
      }
    });
    fc.assert(property, RUNS);
  });
});

describe('any history of a booking', () => {
  const at = (second: number) => instantAt(Date.UTC(2026, 10, 1) + second * 1000);
  const aForm = fc.oneof(
    fc.constantFrom('{"date":"2026-12-01","time":"10:00"}', '{"date":"soon"}', '{}', 'no JSON', '[]', 'null'),
    fc.json(),
  );
  const anEntry = fc.oneof(
    fc.record({ kind: fc.constant('completion' as const), at: fc.nat(20).map(at), fields: aForm }),
    fc.record({ kind: fc.constant('cancellation' as const), at: fc.nat(20).map(at), actor: fc.constant(OWNER.actor) }),
    fc.record({
      kind: fc.constant('change' as const),
      at: fc.nat(20).map(at),
      actor: fc.constant(OWNER.actor),
      changes: fc.record(
        { startsAt: fc.nat(9).map((day) => later(at(0), day)), notes: hostileText },
        { requiredKeys: [] },
      ),
    }),
  );

  /** One writer after the other, each told what it is told, some of them twice. */
  function written(entries: [string, HistoryEntry][]): BookingHistory {
    const history: BookingHistory = {};
    for (const [id, entry] of entries) {
      history[id] = entry;
      for (const over of entriesOverLimit(history)) delete history[over];
    }
    return history;
  }

  it('ends the same in any order, however often its entries come', () => {
    const shuffled = fc.array(anEntry, { minLength: 1, maxLength: 30 }).chain((entries) => {
      const named = entries.map((entry, index): [string, HistoryEntry] => [`m${index}`, entry]);
      const twice = fc.shuffledSubarray([...named, ...named], { minLength: named.length * 2 });
      return fc.tuple(fc.constant(named), twice);
    });
    const property = fc.property(shuffled, ([once, twiceInAnyOrder]) => {
      const [one, other] = [written(once), written(twiceInAnyOrder)];
      expect(other).toEqual(one);
      expect(foldHistory(other, contract.booking)).toEqual(foldHistory(one, contract.booking));
    });
    fc.assert(property, RUNS);
  });
});
