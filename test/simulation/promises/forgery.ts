import type { Evidence } from './evidence.ts';
import { invitationsIn, isKeptUnmatched, isTombstone } from './items.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 9, what });

/** Promise 9: nobody forges a booking, who has no key gets nowhere, and who has the newest is let in. */
export function judgeForgery({ world, business, acknowledged, attacks }: Evidence): Violation[] {
  const forged = new Set(
    acknowledged.flatMap(({ reported }) => {
      if (reported.kind !== 'form') return [];
      const isOurs =
        reported.token === 'ours' || (reported.token === 'none' && world.whatsapp.sent.has(reported.answers ?? ''));
      return isOurs ? [] : [reported.messageId];
    }),
  );
  const booked = invitationsIn(world.table.items).flatMap(({ history }) => Object.keys(history));
  return [
    ...booked.filter((id) => forged.has(id)).map((id) => broken(`a forged form is in a history (${id})`)),
    ...attacks
      .filter(
        ({ door, status, tableCalls }) => (status !== (door === 'api' ? 401 : 404) && status < 500) || tableCalls > 0,
      )
      .map(({ door, status }) => broken(`a wrong key at the ${door} door was answered ${status}`)),
    ...business.requests
      .filter(({ answers }) => answers.some(({ status }) => status === 401))
      .map(({ key }) => broken(`the API key in force was refused (${key})`)),
    ...world.webhooks.turnedAway.map((key) => broken(`the webhook secret in force was refused (${key})`)),
  ];
}

/** Whether it was kept until somebody was erased whose invitation it names: a forger may use another's token. */
const wasKeptAndErased = ({ world, committed }: Evidence, text: string) =>
  committed.some(
    ({ after }) =>
      after?.['type'] === 'unmatched' &&
      String(after['text']).includes(text) &&
      isTombstone(world.table.items.get(String(after['pk']))),
  );

/** Promise 8: nothing unknown is dropped. */
export function judgeUnmatched(evidence: Evidence): Violation[] {
  const { world, acknowledged } = evidence;
  return acknowledged.flatMap(({ reported }) => {
    const text =
      reported.kind === 'junk'
        ? reported.marker
        : reported.kind === 'form' && reported.token === 'foreign'
          ? reported.messageId
          : undefined;
    const isKept = text === undefined || isKeptUnmatched(world.table.items, text) || wasKeptAndErased(evidence, text);
    return isKept ? [] : [{ promise: 8, what: `not kept: ${text}` }];
  });
}
