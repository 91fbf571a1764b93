import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Refusal } from '../domain/delivery/refusal.ts';
import type { Resource } from '../domain/places/service.ts';
import { isAccepted } from '../secrets/accepted-key.ts';
import type { CachedSecret } from '../secrets/cached-secret.ts';
import { type DerivedKeys, resourceCalendarKeys } from '../secrets/derived-keys.ts';
import { matchesKey } from '../secrets/matches-key.ts';
import type { HttpMiddleware } from './http-edge.ts';

const noSuchAddress = () => new Refusal('not-found', 'There is nothing at this address.');

const pathSecret = (purpose: 'webhook' | 'endpoint', keys: CachedSecret<DerivedKeys>): HttpMiddleware => ({
  before: async ({ event }) => {
    const presented = event.pathParameters?.['secret'];
    if (presented && (await isAccepted(presented, purpose, keys))) return;
    throw noSuchAddress();
  },
});

/** Lets pass what carries the webhook secret in its path; else Refusal `not-found`, as if there were no such route. */
export const webhookSecret = (keys: CachedSecret<DerivedKeys>) => pathSecret('webhook', keys);

/** The same for the secret in the URL of the live form. */
export const endpointSecret = (keys: CachedSecret<DerivedKeys>) => pathSecret('endpoint', keys);

/** `resource` is left out for the calendar of the whole business. */
export type OpenedCalendar = { resource?: Resource };

function calendarOf(
  presented: string,
  { calendar }: DerivedKeys,
  resources: readonly Resource[],
): OpenedCalendar | undefined {
  if (matchesKey(presented, calendar.accepted)) return {};
  const resource = resources.find(({ id }) => matchesKey(presented, resourceCalendarKeys(calendar, id).accepted));
  return resource && { resource };
}

/** The calendar that the secret in the path opens; Refusal `not-found`, as if there were no such route, if it opens none. */
export async function openCalendar(
  { pathParameters }: Pick<APIGatewayProxyEventV2, 'pathParameters'>,
  keys: CachedSecret<DerivedKeys>,
  resources: readonly Resource[],
): Promise<OpenedCalendar> {
  const presented = pathParameters?.['secret'];
  if (!presented) throw noSuchAddress();
  const opened = calendarOf(presented, await keys.get(), resources);
  if (opened) return opened;
  const newer = await keys.getNewer();
  const openedNow = newer && calendarOf(presented, newer, resources);
  if (openedNow) return openedNow;
  throw noSuchAddress();
}
