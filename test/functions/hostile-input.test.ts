import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { everything } from '../support/customer-life.ts';
import { readDocumentedApi } from '../support/documented-api.ts';
import { anyJson, aWebhookText, hostileText } from '../support/hostile-json.ts';
import { aForm, aMessageId, aPhone, completionBody, echoBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const api = readDocumentedApi();
const table = openCustomerTable(inject('table').tableName, world.contract.channel.id, {
  get: async () => world.keys,
  getNewer: async () => undefined,
});

const RUNS = { seed: 7, numRuns: 30 } as const;
const KINDS = ['', '/messages', '/delivery', '/flow-completion'] as const;

/** Of DynamoDB, for one item. */
const ITEM_LIMIT_BYTES = 400 * 1024;

/** All texts in a value, names included. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

/** What no table of DynamoDB takes. */
async function unfitItems(): Promise<string[]> {
  const items = [...(await everything(table))];
  const isUnfit = (json: string) =>
    Buffer.byteLength(json) > ITEM_LIMIT_BYTES || textsIn(JSON.parse(json)).some((text) => !text.isWellFormed());
  return items.flatMap(([pk, json]) => (isUnfit(json) ? [pk] : []));
}

describe('any webhook with the right secret', () => {
  it.each(KINDS)('is answered with 200 by %j', async (kind) => {
    const texts = aWebhookText(await world.anInvitation());
    const property = fc.asyncProperty(texts, async (text) => {
      const answer = await world.webhook(text, kind);
      expect([answer.status, api.faultsOfAnswer(`POST /webhooks/{secret}${kind}`, answer)]).toEqual([200, []]);
    });
    await fc.assert(property, RUNS);
  });

  it('leaves the booking readable whatever the form and its message are called', async () => {
    for (const id of ['constructor', 'proto__', 'hasOwnProperty', 'waiting#', '#', aMessageId()]) {
      const { id: invitationId, phone, token } = await world.anInvitation();
      const body = completionBody('raw', { id, phone, token });
      expect((await world.webhook(body)).body).toMatchObject({ recorded: 1 });
      expect((await world.webhook(body)).body).toMatchObject({ duplicate: 1 });
      expect((await world.invitation(invitationId)).body).toMatchObject({
        booking: { service: aForm.service },
        history: [{ id, form: aForm }],
      });
    }
  });

  it('keeps a customer’s name and an echo in whole characters and within bounds', async () => {
    const phone = aPhone();
    for (const name of ['\ud800Alex', 'x'.repeat(500_000)]) {
      expect((await world.webhook(textBody('raw', { phone, name }))).status).toBe(200);
      expect((await world.webhook(echoBody(phone, `Hi ${name}, book your appointment:`))).status).toBe(200);
    }
  });

  it('is taken when a customer answers a message of somebody else again and again', async () => {
    const [phone, answers] = [aPhone(), aMessageId()];
    for (let time = 0; time < 27; time++) {
      const fields = { ...aForm, notes: 'x'.repeat(15_000) };
      expect((await world.webhook(completionBody('raw', { phone, answers, fields }))).status).toBe(200);
    }
  });
});

describe('any request for an invitation', () => {
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };

  it('is answered as documented', async () => {
    const fields = fc.record(
      {
        customerName: hostileText,
        data: fc.oneof(anyJson, fc.constant('{"\\ud800":"\\udc00"}')),
        language: fc.constantFrom('en', 'es', 'constructor'),
      },
      { requiredKeys: [] },
    );
    const property = fc.asyncProperty(fields, async ({ customerName, data, language }) => {
      const [known, given] = [JSON.stringify({ phone: aPhone(), customerName, language }), data && `,"data":${data}`];
      const answer = await world.call({
        route: 'POST /invitations',
        headers,
        body: `${known.slice(0, -1)}${given ?? ''}}`,
      });
      expect([200, 201, 400, 422]).toContain(answer.status);
      expect(api.faultsOfAnswer('POST /invitations', answer)).toEqual([]);
    });
    await fc.assert(property, RUNS);
  });
});

describe('any event that asks for an invitation', () => {
  it('is taken from the queue, whatever it is', async () => {
    const detail = fc.oneof(
      anyJson,
      hostileText.map((phone) => JSON.stringify({ phone, customerName: phone })),
    );
    const event = fc.oneof(
      anyJson,
      detail.map(
        (json) => `{"id":"event-1","detail-type":"Flow Invitation Requested","source":"crm","detail":${json}}`,
      ),
      detail.map(
        (json) => `{"id":"event-2","detail-type":"Booking Intent Detected","source":"other","detail":${json}}`,
      ),
    );
    const property = fc.asyncProperty(event, async (text) => {
      expect(await world.deliverToQueue(text)).toEqual([]);
    });
    await fc.assert(property, RUNS);
  });
});

it('all that is left of this fits into a table of DynamoDB', async () => {
  expect(await unfitItems()).toEqual([]);
});
