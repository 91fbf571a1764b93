import type { DynamoDBRecord } from 'aws-lambda';
import { createFreeDates } from './free-dates.ts';
import { itemsOf } from './lists.ts';
import { aPhone } from './webhooks.ts';
import type { Answer, World } from './world.ts';

/** Letters that no other name begins with. */
export const aWord = (): string =>
  Array.from({ length: 7 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');

/** A clinic whose staff look for customers. */
export function createCustomers(world: World) {
  const authorization = `Bearer ${world.keys.apiKey.current}`;
  const aDate = createFreeDates(160);
  let settledUpTo: string | undefined;

  /** Hands the stream's new records to the function that has customers found. */
  async function settle(): Promise<void> {
    const { handler } = await import('../../functions/settle-bookings/handler.ts');
    const Records: DynamoDBRecord[] = await world.stream.read(settledUpTo, 10_000);
    settledUpTo = Records.at(-1)?.dynamodb?.SequenceNumber ?? settledUpTo;
    // As the stream's filter lets pass.
    const booked = Records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking']?.M);
    const { batchItemFailures } = await handler({ Records: booked }, {} as never);
    if (batchItemFailures.length > 0) throw new Error('Records could not be settled.');
  }

  const get = (query: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
    world.call({ route: 'GET /customers', query, headers: { authorization, ...headers } });

  return {
    authorization,
    aDate,
    settle,

    /** Books by hand for somebody, by default with a phone of their own (`phone: undefined` for none), and has the stream's reader hear of it. */
    async book(customerName: string, more: object = {}) {
      const phone = aPhone();
      const asked = { service: 'consultation', date: aDate(), time: '10:00', customerName, phone, ...more };
      const answer = await world.call({ route: 'POST /bookings', headers: { authorization }, body: asked });
      if (answer.status !== 201) throw new Error(`The booking was answered ${answer.status}: ${answer.text}`);
      await settle();
      return { ...asked, invitationId: String(answer.body['invitationId']) };
    },

    get,

    /** The names of those who are found. */
    async found(q: string): Promise<unknown[]> {
      const answer = await get({ q });
      if (answer.status !== 200) throw new Error(`The search was answered ${answer.status}: ${answer.text}`);
      return itemsOf(answer).map(({ name }) => name);
    },

    /** `revision`: the one that whoever corrects saw. */
    correct: (query: Record<string, string>, body: unknown, revision?: number): Promise<Answer> =>
      world.call({
        route: 'PATCH /customers',
        query,
        headers: { authorization, ...(revision !== undefined && { 'if-match': `"${revision}"` }) },
        body,
      }),

    erase: (query: Record<string, string>): Promise<Answer> =>
      world.call({ route: 'DELETE /customers', query, headers: { authorization } }),

    exported: (query: Record<string, string>): Promise<Answer> =>
      world.call({ route: 'GET /customers/export', query, headers: { authorization } }),
  };
}
