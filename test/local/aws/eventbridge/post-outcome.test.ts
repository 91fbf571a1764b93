import { describe, expect, it } from 'vitest';
import { decideNext, type PostOutcome, type Tries } from '../../../../local/aws/eventbridge/post-outcome.ts';

const HOUR_MS = 3_600_000;
const EVENTBRIDGE = { maximumRetries: 185, maximumAgeMs: 24 * HOUR_MS };

const answer = (status: number, retryAfter?: string): PostOutcome => ({
  kind: 'answer',
  status,
  ...(retryAfter !== undefined && { retryAfter }),
});
const decide = (outcome: PostOutcome, tries: Partial<Tries> = {}, random = 0) =>
  decideNext(outcome, { ...EVENTBRIDGE, made: 1, ageMs: 0, ...tries }, () => random);

describe('an answer', () => {
  it.each([200, 201, 204])('%i means that the event was taken', (status) => {
    expect(decide(answer(status))).toEqual({ kind: 'done' });
  });

  it.each([301, 400, 403, 404, 410, 422])('%i means that the event never will be', (status) => {
    expect(decide(answer(status))).toEqual({ kind: 'giveUp', reason: `it answered ${status}` });
  });

  it.each([401, 407, 409, 429, 500, 502, 503, 504])('%i means to try again', (status) => {
    expect(decide(answer(status))).toMatchObject({ kind: 'again' });
  });

  it('that does not come means to try again', () => {
    expect(decide({ kind: 'silence', fault: 'it cannot be reached' })).toMatchObject({ kind: 'again' });
  });
});

describe('the wait for the next try', () => {
  it('doubles from about a second up to ten minutes, half of it left to chance', () => {
    const wait = (made: number, random: number) => decide(answer(503), { made }, random);
    expect(wait(1, 0)).toEqual({ kind: 'again', afterMs: 500 });
    expect(wait(4, 0)).toEqual({ kind: 'again', afterMs: 4000 });
    expect(wait(4, 0.5)).toEqual({ kind: 'again', afterMs: 6000 });
    expect(wait(150, 0)).toEqual({ kind: 'again', afterMs: 300_000 });
  });

  it('fills a day with no more than 185 retries, and not far fewer', () => {
    let [ageMs, made] = [0, 1];
    for (;;) {
      const next = decide(answer(503), { made, ageMs }, 0.5);
      if (next.kind !== 'again') break;
      ageMs += next.afterMs;
      made += 1;
    }
    expect(made).toBeLessThanOrEqual(186);
    expect(made).toBeGreaterThan(170);
    expect(ageMs).toBeGreaterThan(20 * HOUR_MS);
  });

  it('is the longer one of its own and what the answer asks for', () => {
    expect(decide(answer(429, '120'))).toEqual({ kind: 'again', afterMs: 120_000 });
    expect(decide(answer(429, '1'), { made: 10 })).toEqual({ kind: 'again', afterMs: 256_000 });
    const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString();
    const next = decide(answer(503, inTwoMinutes));
    expect(next.kind === 'again' && next.afterMs).toBeGreaterThan(110_000);
    expect(decide(answer(503, 'soon'))).toEqual({ kind: 'again', afterMs: 500 });
  });
});

describe('no further try follows', () => {
  it.each([
    ['the last retry', { made: 186 }, undefined],
    ['a day', { ageMs: 24 * HOUR_MS + 1 }, undefined],
    ['an answer that asks for none', {}, '-1'],
  ])('%s', (_, tries, retryAfter) => {
    expect(decide(answer(503, retryAfter), tries)).toEqual({ kind: 'giveUp', reason: 'it answered 503' });
  });
});
