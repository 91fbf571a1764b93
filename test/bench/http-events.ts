import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { deriveKeys, type RootSecret } from '../../functions/shared/secrets/derived-keys.ts';
import type { EndpointSecret } from '../../functions/shared/secrets/endpoint-keys.ts';
import { anEndpointKeyPair } from '../support/endpoint-key-pair.ts';
import { type HttpRequest, httpEvent } from '../support/lambda-events.ts';

const [newest, older] = [anEndpointKeyPair(), anEndpointKeyPair()];

/** A secret like the stack's own, while the keys of live forms are rotated. */
export const rootSecret: RootSecret & EndpointSecret = {
  root: 'k'.repeat(64),
  generations: {},
  endpoint: { keys: [newest.stored, older.stored] },
};
const keys = deriveKeys(rootSecret);
/** The public keys of live forms as PEM: the newest is tried first. */
export const endpointPems = { newest: newest.pem, older: older.pem } as const;
export const endpointSecret = keys.endpoint.current;
export const webhookSecret = keys.webhook.current;

/** A webhook with the right secret. */
export const webhookEvent = (body: object): APIGatewayProxyEventV2 =>
  httpEvent({ route: 'POST /webhooks/{secret}', path: { secret: webhookSecret }, body }, Date.now());

/** A call of the API with the right key. */
export const apiEvent = (route: string, call: Pick<HttpRequest, 'path' | 'query' | 'body'>): APIGatewayProxyEventV2 =>
  httpEvent({ route, headers: { authorization: `Bearer ${keys.apiKey.current}` }, ...call }, Date.now());

/** A calendar looks for news. */
export const calendarEvent = (): APIGatewayProxyEventV2 =>
  httpEvent({ route: 'GET /calendar/{secret}/bookings.ics', path: { secret: keys.calendar.current } }, Date.now());

/** What a phone asks for a live form. */
export const exchangeEvent = (body: object): APIGatewayProxyEventV2 =>
  httpEvent({ route: 'POST /flows/{secret}', path: { secret: endpointSecret }, body }, Date.now());
