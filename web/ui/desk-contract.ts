import type { SessionView } from '../../functions/shared/http/answers/session.ts';

/** What the desk knows of the business: the part of its contract that is not for functions alone. */
export type DeskContract = Omit<SessionView, 'role' | 'actor' | 'timeZone'>;

/** What can be booked: `resources` are the ones that can give it, of which one may be chosen. */
export type DeskService = DeskContract['services'][number];

/** Who or what is booked. Its hours are those of the business unless given. */
export type DeskResource = DeskContract['resources'][number];

export function contractOf({ role, actor, timeZone, ...contract }: SessionView): DeskContract {
  return contract;
}
