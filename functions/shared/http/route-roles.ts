import type { Role } from '../domain/people/role.ts';

const OWNER_ONLY: readonly Role[] = ['owner'];
/** Those who run a day. */
const DESK: readonly Role[] = ['owner', 'desk'];
const DESK_AND_BACKEND: readonly Role[] = ['owner', 'desk', 'backend'];
/** Who sees the desk. */
const DESK_AND_READ: readonly Role[] = ['owner', 'desk', 'read'];
const EVERYBODY: readonly Role[] = ['owner', 'desk', 'backend', 'read'];

/**
 * Who may use each route that is not open by a secret in its path. A route that is missing here is answered 500 to
 * everybody, and fails a test.
 */
export const ROUTE_ROLES = {
  'POST /invitations': DESK_AND_BACKEND,
  'GET /invitations': EVERYBODY,
  'GET /invitations/{id}': EVERYBODY,
  'GET /bookings': EVERYBODY,
  'POST /bookings': DESK_AND_BACKEND,
  'PATCH /bookings/{invitationId}': DESK_AND_BACKEND,
  'POST /bookings/{invitationId}/cancel': DESK_AND_BACKEND,
  'POST /bookings/{invitationId}/attendance': DESK_AND_BACKEND,
  'POST /bookings/{invitationId}/approve': DESK_AND_BACKEND,
  'POST /bookings/{invitationId}/refuse': DESK_AND_BACKEND,
  'POST /bookings/{invitationId}/notices': DESK,
  'GET /slots': EVERYBODY,
  'GET /closures': DESK_AND_READ,
  'POST /closures': DESK,
  'DELETE /closures/{closureId}': DESK,
  'GET /worklist': DESK_AND_READ,
  'GET /changes': DESK_AND_READ,
  'GET /statistics': DESK_AND_READ,
  'POST /worklist/{id}/done': DESK,
  'GET /customers': EVERYBODY,
  'PATCH /customers': DESK_AND_BACKEND,
  'GET /customers/export': EVERYBODY,
  // What is erased does not come back.
  'DELETE /customers': OWNER_ONLY,
  'GET /keys': OWNER_ONLY,
  'POST /keys': OWNER_ONLY,
  'DELETE /keys/{keyId}': OWNER_ONLY,
  'GET /session': DESK_AND_READ,
  'DELETE /session': DESK_AND_READ,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** A route that asks who calls. */
export type GuardedRoute = keyof typeof ROUTE_ROLES;

const rolesByRoute: ReadonlyMap<string, readonly Role[]> = new Map(Object.entries(ROUTE_ROLES));

/**
 * Who may use the route with this key at the gateway. HEAD is for whom GET is.
 * @throws Error if the table does not have the route: nobody may use it then
 */
export function rolesOf(routeKey: string): readonly Role[] {
  const roles = rolesByRoute.get(routeKey.replace(/^HEAD /, 'GET '));
  if (!roles) throw new Error(`Nobody said who may use ${routeKey}.`);
  return roles;
}
