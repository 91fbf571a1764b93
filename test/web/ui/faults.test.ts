import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { connect } from '../../../web/ui/connection.ts';
import { faultSentence } from '../../../web/ui/fault-sentence.ts';
import { FAULT_WORDS } from '../../../web/ui/words/fault-words.ts';
import { type ScriptedAnswer, startScriptedServer } from '../../cli/support/scripted-server.ts';

const Answer = z.object({ items: z.array(z.string()) });

/** What the desk says in Spanish when its question is answered like this. */
async function saidOf(answer: ScriptedAnswer): Promise<string> {
  const { url } = await startScriptedServer(() => answer);
  const error = await connect(url)
    .get(Answer, '/bookings')
    .then(
      () => undefined,
      (cause: unknown) => cause,
    );
  return faultSentence(error, FAULT_WORDS.es);
}

const problem = (kind: string, more: object = {}) => ({ type: `urn:appointment-flow:problem:${kind}`, ...more });

describe('a desk in Spanish says in Spanish', () => {
  it('that nobody answers', async () => {
    const error = await connect('http://127.0.0.1:9')
      .get(Answer, '/bookings')
      .catch((cause: unknown) => cause);
    expect(faultSentence(error, FAULT_WORDS.es)).toMatch(/^Nadie responde/);
  });

  it.each<[string, ScriptedAnswer, RegExp]>([
    ['that the answer is of another form', { body: { items: 'none' } }, /^La respuesta no tiene la forma/],
    ['that it asked too often', { status: 429, body: { message: 'Too Many Requests' } }, /^Demasiadas peticiones/],
    ['that a function failed', { status: 500, body: { message: 'Internal Server Error' } }, /^No se ha podido hacer/],
    ['that nothing was done', { status: 503, body: problem('unavailable', { title: 'Not done' }) }, /^No se ha podido/],
    [
      'the status of an answer without words',
      { status: 404, body: '' },
      /^La petición ha fallado con el estado 404\.$/,
    ],
  ])('%s', async (_, answer, sentence) => {
    expect(await saidOf(answer)).toMatch(sentence);
  });

  it('that the page itself failed', () => {
    expect(faultSentence(new TypeError('x is undefined'), FAULT_WORDS.es)).toMatch(/^Algo ha fallado en esta página/);
  });
});

describe('a reason that the API gives', () => {
  it('is said as it is', async () => {
    const detail = 'There are closures enough.';
    expect(await saidOf({ status: 409, body: problem('too-many-closures', { detail }) })).toBe(detail);
  });

  it('is said even if it could not do it now', async () => {
    expect(await saidOf({ status: 503, body: { detail: 'It is busy.' } })).toBe('It is busy.');
  });

  it('is said by the kind of the problem where there is no more', async () => {
    expect(await saidOf({ status: 410, body: problem('erased', { title: 'The customer was erased' }) })).toBe(
      'The customer was erased',
    );
  });

  it('names the fields that break a rule', async () => {
    const faults = [{ field: 'from', rule: 'must be a date' }];
    expect(await saidOf({ status: 422, body: problem('invalid', { title: 'Invalid', faults }) })).toBe(
      'from must be a date.',
    );
  });
});
