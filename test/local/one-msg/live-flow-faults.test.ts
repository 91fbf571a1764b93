import { describe, expect, test } from 'vitest';
import { makeKeys } from './support/flow-endpoint.ts';
import { openForm, showing } from './support/live-form.ts';

describe('a request that goes wrong on the way', () => {
  const first = { action: 'INIT' };
  const toFirst = showing('FIRST');

  test('without its token has only what the screen carries', async () => {
    const form = await openForm();
    await form.provider.behave({ omitFlowToken: true });
    await form.hears(showing('THIRD'), { action: 'data_exchange', screen: 'SECOND', data: { ref: 'r' } });
    expect(form.endpoint.asked).toEqual([
      { version: '4.0', action: 'data_exchange', screen: 'SECOND', data: { ref: 'r' } },
    ]);
  });

  test('comes twice, byte for byte, and the phone shows the second answer', async () => {
    const form = await openForm();
    await form.provider.behave({ exchangeTwice: true });
    expect(await form.hears(toFirst, first)).toMatchObject({ kind: 'screen' });
    const bodies = form.endpoint.came.map(({ body }) => body);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
  });

  // What is to arrive has time to, on a busy machine too.
  test.each([
    ['lost', { exchangeLoss: 'request', exchangeTimeoutMs: 300 }, 0],
    ['answered in vain', { exchangeLoss: 'answer', exchangeTimeoutMs: 2_000 }, 1],
    ['late', { exchangeDelayMs: 10_000, exchangeTimeoutMs: 300 }, 0],
    ['answered late', { exchangeAnswerDelayMs: 10_000, exchangeTimeoutMs: 2_000 }, 1],
  ])('is %s: the phone gives up', async (_, behaviour, asked) => {
    const form = await openForm();
    await form.provider.behave(behaviour);
    expect(await form.hears(toFirst, first)).toEqual({ kind: 'failed', reason: 'timeout' });
    expect(form.endpoint.asked).toHaveLength(asked);
  });

  test('finds the endpoint down, as if nobody had asked', async () => {
    const form = await openForm();
    await form.provider.behave({ endpointDown: true });
    expect(await form.hears(toFirst, first)).toEqual({ kind: 'failed', reason: 'status-503' });
    expect(form.endpoint.came).toEqual([]);
  });

  test('with an old key is repeated once with the current one', async () => {
    const form = await openForm();
    await form.provider.behave({ exchangeKey: 'former' });
    expect(await form.hears(toFirst, first)).toMatchObject({ kind: 'screen', screen: 'FIRST' });
    expect(form.endpoint.came).toHaveLength(2);
    expect(form.endpoint.asked).toHaveLength(1);
  });

  test('with the key that was uploaded before is still read by who has it', async () => {
    const form = await openForm();
    const { publicPem } = await makeKeys();
    await form.provider.call('POST', 'whatsapp_business_encryption', { business_public_key: publicPem });
    expect(await form.hears(toFirst, first)).toEqual({ kind: 'failed', reason: 'key-refused' });
    await form.provider.behave({ exchangeKey: 'former' });
    expect(await form.hears(toFirst, first)).toMatchObject({ kind: 'screen' });
  });

  test.each([
    ['a key of nobody', { exchangeKey: 'foreign' }],
    ['a tampered tag', { exchangeDamage: 'tag' }],
    ['garbage for its content', { exchangeDamage: 'garbage' }],
  ])('with %s is refused, repeated once, and given up', async (_, behaviour) => {
    const form = await openForm();
    await form.provider.behave(behaviour);
    expect(await form.hears(toFirst, first)).toEqual({ kind: 'failed', reason: 'key-refused' });
    expect(form.endpoint.came).toHaveLength(2);
    expect(form.endpoint.asked).toEqual([]);
  });
});
