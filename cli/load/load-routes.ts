import { randomUUID } from 'node:crypto';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { ownWebhooks } from '../../functions/shared/provider/webhook-list.ts';
import type { DerivedKeys } from '../../functions/shared/secrets/derived-keys.ts';
import type { Stack } from '../stack/stack.ts';
import { type MadeUpChat, reactionBody, statusBody } from './made-up-chats.ts';

/** One request of the load. */
export type LoadRequest = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: object };

/** Requests of one kind. `share`: how many of 100 requests are of it. */
export type LoadRoute = { name: string; share: number; request(): LoadRequest };

const DAYS = 7;
const DAY_MS = 86_400_000;

const dateIn = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/**
 * What a campaign does to a stack, but for the messages: statuses and signs of made-up customers come by its webhook, and staff
 * look at times, bookings and what waits. Nothing of it makes the stack send anything.
 */
export function loadRoutes(
  { api, channelId }: Pick<Stack, 'api' | 'channelId'>,
  { apiKey, webhook }: Pick<DerivedKeys, 'apiKey' | 'webhook'>,
  chats: readonly MadeUpChat[],
  contract: Pick<Contract, 'booking'>,
): LoadRoute[] {
  const authorization = `Bearer ${apiKey.current}`;
  let next = 0;
  const posted = (bodyOf: typeof statusBody) => (): LoadRequest => {
    const chat = chats[next++ % chats.length];
    if (!chat) throw new RangeError('Nobody was made up.');
    const body = bodyOf(channelId, chat, `wamid.load-${randomUUID()}`, new Date());
    const headers = { 'content-type': 'application/json' };
    return { method: 'POST', url: ownWebhooks(api, webhook.current).all, headers, body };
  };
  const read =
    (path: string, query: Record<string, string> = {}) =>
    (): LoadRequest => ({
      method: 'GET',
      url: `${api}${path}?${new URLSearchParams(query)}`,
      headers: { authorization },
    });
  const [service] = contract.booking.services ?? [];
  const week = { from: dateIn(1), to: dateIn(DAYS) };
  return [
    { name: 'POST /webhooks (status)', share: 50, request: posted(statusBody) },
    { name: 'POST /webhooks (reaction)', share: 20, request: posted(reactionBody) },
    ...(service ? [{ name: 'GET /slots', share: 10, request: read('/slots', { service: service.id, ...week }) }] : []),
    { name: 'GET /bookings', share: 10, request: read('/bookings', week) },
    { name: 'GET /worklist', share: 5, request: read('/worklist', { day: dateIn(0) }) },
    { name: 'GET /changes', share: 5, request: read('/changes') },
  ];
}

/** Gives one route after the other, so that at any time each had its share. */
export function inShares(routes: readonly LoadRoute[]): () => LoadRoute {
  const all = routes.reduce((sum, { share }) => sum + share, 0);
  const owed = routes.map((route) => ({ route, owes: 0 }));
  return () => {
    for (const one of owed) one.owes += one.route.share;
    const most = owed.reduce((one, other) => (other.owes > one.owes ? other : one));
    most.owes -= all;
    return most.route;
  };
}
