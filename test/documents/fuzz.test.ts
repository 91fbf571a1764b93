import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DocumentedOperation, readDocumentedApi } from '../support/documented-api.ts';
import { aForm, completionBody, secondsAgo } from '../support/webhooks.ts';
import { type HttpCall, startWorld } from '../support/world.ts';
import { requestsTo } from './support/requests.ts';

const world = await startWorld();
const api = readDocumentedApi();
const REQUESTS_TO_EACH = 25;

async function aBooking() {
  const invited = await world.anInvitation();
  const { phone, token } = invited;
  await world.webhook(
    completionBody('raw', { phone, token, at: secondsAgo(60), fields: { ...aForm, date: '2041-12-03' } }),
  );
  return invited;
}

const invited = [await world.anInvitation(), await aBooking(), await aBooking()];
const ids = invited.map(({ id }) => String(id));
const phones = invited.map(({ phone }) => phone);
const known = {
  id: ids,
  invitationId: ids,
  secret: [world.keys.webhook.current, world.keys.calendar.current, world.keys.endpoint.current],
  phone: phones,
  chatId: phones.map((phone) => `${phone}@c.us`),
  language: ['en', 'es'],
  day: [new Date().toISOString().slice(0, 10)],
  from: ['2041-12-01'],
  to: ['2041-12-31'],
  limit: ['1', '100'],
  cursor: [undefined],
  'Idempotency-Key': ['key-1', 'key-2'],
};
const authorization = `Bearer ${world.keys.apiKey.current}`;

/** An operation of the document is a route of the world: the test of the API's routes holds them to be the same. */
const operations = [...api.operations] as [HttpCall['route'], DocumentedOperation][];

it.each(operations)(
  '%s answers whatever it is asked as the document says, and never with 5xx',
  async (route, operation) => {
    const requests = requestsTo(route, operation, { schemas: api.schemas, known });
    const property = fc.asyncProperty(requests, async (request) => {
      const answer = await world.call({ ...request, headers: { authorization, ...request.headers } });
      expect(api.faultsOfAnswer(route, answer)).toEqual([]);
      expect([500, 503]).not.toContain(answer.status);
    });
    await fc.assert(property, { seed: 7, numRuns: REQUESTS_TO_EACH });
  },
);
