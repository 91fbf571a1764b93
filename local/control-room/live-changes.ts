import * as z from 'zod/mini';
import type { Invocation } from '../aws/lambda/invocation-journal.ts';
import type { Change } from '../one-msg/live-feed.ts';
import type { Observed } from '../one-msg/simulator.ts';
import type { Runner } from '../runner.ts';
import type { MessageLinks } from './message-links.ts';

/**
 * A recent change: the changed invitations, and whether anything else may have changed. `started`: the invitation that was
 * made last, or whose customer sent or tapped something last.
 */
export type LiveChange = { invitationIds: string[]; started?: string | undefined };

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

const Records = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      dynamodb: z.object({ Keys: z.object({ pk: z.object({ S: z.string() }) }) }),
    }),
  ),
});

/** The invitation that was made last, in the records of the table's stream. */
function madeIn({ function: name, event }: Invocation): string | undefined {
  if (name !== 'publish-events') return undefined;
  const records = Records.safeParse(JSON.parse(event)).data?.Records ?? [];
  const made = records.findLast(
    ({ eventName, dynamodb }) => eventName === 'INSERT' && dynamodb.Keys.pk.S.startsWith('invitation#'),
  );
  return made?.dynamodb.Keys.pk.S.slice('invitation#'.length);
}

const NewMessage = z.object({ id: z.string() });

type Watched = Pick<Observed, 'feed' | 'messages'> & Pick<Runner, 'invocations'> & { links: MessageLinks | undefined };

export function watchChanges({ invocations, feed, messages, links }: Watched): LiveChanges {
  /** The invitation to which a message of a customer belongs that answers one of the business. */
  async function answeredIn({ kind, data }: Change): Promise<string | undefined> {
    const id = kind === 'message' ? NewMessage.safeParse(data).data?.id : undefined;
    const message = id === undefined ? undefined : messages.get(id);
    const isAnswer = message?.fromCustomer === true && message.quotedMessageId !== undefined;
    return isAnswer ? (await links?.of(message.id))?.invitationId : undefined;
  }

  return {
    subscribe(listener) {
      const invitationIds = new Set<string>();
      let started: string | undefined;
      let timer: NodeJS.Timeout | undefined;

      function tell(): void {
        timer = undefined;
        listener({ invitationIds: [...invitationIds], started });
        invitationIds.clear();
        started = undefined;
      }
      function begin(invitationId: string | undefined): void {
        if (invitationId === undefined) return;
        started = invitationId;
        soon();
      }
      function soon(): void {
        timer ??= setTimeout(tell, PAUSE_MS);
      }
      const unsubscribes = [
        feed.subscribe((change) => {
          soon();
          void answeredIn(change).then(begin, () => undefined);
        }),
        invocations.subscribe((invocation) => {
          for (const id of invitationsIn(invocation)) invitationIds.add(id);
          begin(madeIn(invocation));
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
