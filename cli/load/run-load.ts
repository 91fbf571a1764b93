import { randomUUID } from 'node:crypto';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { VerbFailure } from '../exit-codes.ts';
import { openInvitationsApi } from '../invitations-api.ts';
import type { Stack } from '../stack/stack.ts';
import { openStackApi } from '../stack-api.ts';
import { createFigures, type RouteFigures } from './answer-times.ts';
import { ask } from './ask.ts';
import { type Backlog, readBacklog } from './backlog.ts';
import { eraseChats } from './erase-chats.ts';
import { inShares, type LoadRoute, loadRoutes } from './load-routes.ts';
import type { MadeUpChat } from './made-up-chats.ts';
import { keepPace, type Pace } from './pace.ts';

/** What is asked for. `invite`: phones of whoever runs the test, each of which gets one invitation. */
export type LoadPlan = Pace & { invite: readonly string[]; chats: readonly MadeUpChat[] };

/** A route that could not be asked before the load began, and what it answered. */
export type LeftOut = { route: string; because: string };

/** What came of it. */
export type LoadReport = {
  asked: Pace;
  requests: number;
  seconds: number;
  routes: readonly RouteFigures[];
  leftOut: readonly LeftOut[];
  before: Backlog;
  after: Backlog;
  /** Made-up customers of whom something may be left. */
  notErased: readonly MadeUpChat[];
  interrupted: boolean;
};

const INVITATIONS = 'POST /invitations';

/** Asks each route once, which also starts its function. Throws VerbFailure if none of them can be asked. */
async function tryRoutes(routes: readonly LoadRoute[]): Promise<{ usable: LoadRoute[]; leftOut: LeftOut[] }> {
  const answers = await Promise.all(routes.map(async (route) => ({ route, because: await ask(route.request()) })));
  const usable = answers.flatMap(({ route, because }) => (because === undefined ? [route] : []));
  const leftOut = answers.flatMap(({ route, because }) =>
    because === undefined ? [] : [{ route: route.name, because }],
  );
  const [first] = leftOut;
  if (first && usable.length === 0)
    throw new VerbFailure(`The API cannot be asked (${first.because}): run "npm run channel -- doctor".`);
  return { usable, leftOut };
}

/**
 * Loads a stack as planned, until `signal` ends it, erases the customers that it made up, and says what came of it.
 * @param onProgress gets how many requests were begun
 * @throws VerbFailure if the stack cannot be asked, otherwise AWS's errors
 */
export async function runLoad(
  stack: Stack,
  contract: Pick<Contract, 'booking'>,
  { perSecond, seconds, invite, chats }: LoadPlan,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (begun: number) => void },
): Promise<LoadReport> {
  const keys = deriveKeys(await stack.secrets.root());
  const own = { api: stack.api, apiKey: keys.apiKey.current };
  const inspection = await stack.inspect();
  const before = await readBacklog(inspection);
  const figures = createFigures();

  async function inviteOwn(phone: string): Promise<void> {
    const began = performance.now();
    const asked = openInvitationsApi(own).request({ phone }, `load-${randomUUID()}`);
    const error = await asked.then((id) => (id === undefined ? 'no answer' : undefined)).catch(() => 'refused');
    figures.add(INVITATIONS, performance.now() - began, error);
  }

  let leftOut: LeftOut[] = [];
  let notErased: MadeUpChat[];
  let paced: Awaited<ReturnType<typeof keepPace>>;
  let after: Backlog;
  try {
    const tried = await tryRoutes(loadRoutes(stack, keys, chats, contract));
    leftOut = tried.leftOut;
    const next = inShares(tried.usable);
    let begun = 0;
    const inviting = Promise.all(invite.map(inviteOwn));
    paced = await keepPace({ perSecond, seconds }, signal, async (dueAt) => {
      const route = next();
      onProgress(++begun);
      const error = await ask(route.request());
      figures.add(route.name, performance.now() - dueAt, error);
    });
    await inviting;
    after = await readBacklog(inspection);
  } finally {
    notErased = await eraseChats(openStackApi(own), chats);
  }
  return {
    asked: { perSecond, seconds },
    requests: paced.begun,
    seconds: paced.seconds,
    routes: figures.all(),
    leftOut,
    before,
    after,
    notErased,
    interrupted: signal.aborted,
  };
}
