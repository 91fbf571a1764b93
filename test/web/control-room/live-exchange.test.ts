import { expect, it } from 'vitest';
import { EVIDENCE_WORDS } from '../../../web/control-room/evidence-words.ts';
import { Exchange, exchangeStep, functionOf } from '../../../web/control-room/live-exchange.ts';

const anExchange = (outcome: object, changes: object = {}) =>
  Exchange.parse({
    at: '2031-05-05T08:00:00.000Z',
    ms: 12,
    asked: 'data_exchange WHEN',
    outcome,
    payloads: [{ name: 'decrypted-request', body: { screen: 'WHEN' } }],
    isHandled: true,
    ...changes,
  });

it.each([
  [{ kind: 'screen', screen: 'WHEN' }, 'plain', 'shows WHEN'],
  [{ kind: 'screen', screen: 'WHEN', errorMessage: 'Taken.' }, 'warn', 'shows WHEN, and says: Taken.'],
  [{ kind: 'ended' }, 'good', 'ended'],
  [{ kind: 'over', message: 'Too late.' }, 'warn', 'closed for good, and says: Too late.'],
  [{ kind: 'failed', reason: 'timeout' }, 'bad', 'shows WhatsApp’s general error: timeout'],
  [
    { kind: 'failed', reason: 'missing-data', detail: 'ref is declared and missing' },
    'bad',
    'shows WhatsApp’s general error: missing-data, ref is declared and missing',
  ],
])('the time line tells of an exchange that ended as %j', (outcome, tone, detail) => {
  expect(exchangeStep(anExchange(outcome), EVIDENCE_WORDS.en)).toMatchObject({
    title: 'Form: data_exchange WHEN',
    tone,
    detail,
  });
});

it('the time line names the function of an exchange, unless no request reached it', () => {
  const outcome = { kind: 'ended' };
  expect(functionOf(anExchange(outcome))).toBe('exchange-flow-data');
  expect(functionOf(anExchange(outcome, { isHandled: false }))).toBe('');
});
