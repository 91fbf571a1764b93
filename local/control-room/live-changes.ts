import type { Invocation } from '../aws/lambda/invocation-journal.ts';
import type { Observed } from '../one-msg/simulator.ts';
import type { Runner } from '../runner.ts';

/** A recent change: the changed invitations, and whether anything else may have changed. */
export type LiveChange = { invitationIds: string[] };

/** Reports changes to listeners, at most a few times a second. */
export type LiveChanges = {
  /** Calls `listener` until the returned function is called. */
  subscribe(listener: (change: LiveChange) => void): () => void;
};

/** With more reports, a page flickers and a burst of webhooks overloads it. */
const PAUSE_MS = 200;

/** In the records of the table's stream: the invitation's own item, and a message's link to it. */
const WRITTEN_INVITATIONS = /"invitation#([0-9a-f-]{36})"|"invitationId":\{"S":"([0-9a-f-]{36})"/g;

function invitationsIn({ function: name, event }: Invocation): string[] {
  if (name !== 'publish-events') return [];
  return [...event.matchAll(WRITTEN_INVITATIONS)].map(([, own, linked]) => own ?? linked ?? '');
}

export function watchChanges(runner: Pick<Runner, 'invocations'>, { feed }: Pick<Observed, 'feed'>): LiveChanges {
  return {
    subscribe(listener) {
      const invitationIds = new Set<string>();
      let timer: NodeJS.Timeout | undefined;

      function tell(): void {
        timer = undefined;
        listener({ invitationIds: [...invitationIds] });
        invitationIds.clear();
      }
      function soon(): void {
        timer ??= setTimeout(tell, PAUSE_MS);
      }
      const unsubscribes = [
        feed.subscribe(soon),
        runner.invocations.subscribe((invocation) => {
          for (const id of invitationsIn(invocation)) invitationIds.add(id);
          soon();
        }),
      ];
      return () => {
        clearTimeout(timer);
        for (const unsubscribe of unsubscribes) unsubscribe();
      };
    },
  };
}
