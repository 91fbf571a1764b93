import { InvitationSummary } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { InvitationPage } from '../../../functions/shared/http/answers/lists.ts';
import type { Connection } from '../../ui/connection.ts';
import type { ConsoleSession } from '../../ui/console-session.ts';
import { dayOf } from '../../ui/times.ts';

/** The invitations of a day, or of one customer. */
export type Scope = { day: string } | { phone: string };

/** By id. A changed list is a new map. */
export type KnownInvitations = ReadonlyMap<string, InvitationSummary>;

export type Followed = { known: KnownInvitations; isComplete: boolean; fault?: { error: unknown } };

const PAGE_SIZE = 100;
/** With more changes than this at once, the whole list is read again: that takes fewer requests. */
const SINGLE_READS = 12;
/** The API allows 50 requests a second for all callers together. */
const PAUSE_MS = 800;

/**
 * Reads all invitations of a scope, page by page, and then rereads changed ones, one request at a time.
 * @param show called with all invitations read so far
 * @returns a function that ends it
 */
export function followInvitations(
  session: ConsoleSession,
  scope: Scope,
  show: (followed: Followed) => void,
): () => void {
  const changed = new Set<string>();
  let isUnknown = false;
  let known: KnownInvitations = new Map();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  let isOver = false;

  function tell(followed: Followed): void {
    known = followed.known;
    if (!isOver) show(followed);
  }

  async function readAll(showsParts: boolean): Promise<void> {
    let read: KnownInvitations = new Map();
    let cursor: string | undefined;
    do {
      const page = await session.api.get(InvitationPage, '/invitations', { ...scope, limit: PAGE_SIZE, cursor });
      read = new Map([...read, ...page.items.map((item) => [item.invitationId, item] as const)]);
      cursor = page.cursor;
      if (showsParts || cursor === undefined) tell({ known: read, isComplete: cursor === undefined });
    } while (cursor !== undefined && !isOver);
  }

  async function readChanged(ids: readonly string[]): Promise<void> {
    const merged = new Map(known);
    for (const item of await readEach(session.api, ids)) {
      if (merged.has(item.invitationId) || belongs(item, scope, session.timeZone)) merged.set(item.invitationId, item);
    }
    tell({ known: merged, isComplete: true });
  }

  async function work(task: Promise<void>): Promise<void> {
    isReading = true;
    await task.catch((error: unknown) => tell({ known, isComplete: true, fault: { error } }));
    isReading = false;
    soon();
  }

  function soon(): void {
    if ((changed.size > 0 || isUnknown) && !isReading && !isOver) timer ??= setTimeout(catchUp, PAUSE_MS);
  }

  function catchUp(): void {
    timer = undefined;
    const ids = [...changed];
    const isTooMuch = isUnknown || ids.length > SINGLE_READS;
    changed.clear();
    isUnknown = false;
    void work(isTooMuch ? readAll(false) : readChanged(ids));
  }

  void work(readAll(true));
  const unsubscribe = session.onChange((concerned) => {
    if (concerned === 'unknown') isUnknown = true;
    else for (const id of concerned) changed.add(id);
    soon();
  });
  return () => {
    isOver = true;
    clearTimeout(timer);
    unsubscribe();
  };
}

function belongs(invitation: InvitationSummary, scope: Scope, timeZone: string): boolean {
  if ('day' in scope) return dayOf(invitation.createdAt, timeZone) === scope.day;
  return invitation.recipient?.chatId.startsWith(`${scope.phone}@`) ?? false;
}

/** An invitation that is gone, or unreadable now, stays as it was. */
async function readEach(api: Connection, ids: readonly string[]): Promise<InvitationSummary[]> {
  const found = await Promise.all(
    ids.map((id) => api.get(InvitationSummary, `/invitations/${id}`).catch(() => undefined)),
  );
  return found.flatMap((invitation) => invitation ?? []);
}
