import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { deriveKeys, type RootSecret } from '../../functions/shared/secrets/derived-keys.ts';
import { type HttpRequest, httpEvent } from '../support/lambda-events.ts';

/** A secret like the stack's own. */
export const rootSecret: RootSecret = { root: 'k'.repeat(64), generations: {} };
const keys = deriveKeys(rootSecret);
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
