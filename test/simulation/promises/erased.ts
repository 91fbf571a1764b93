import type { Customer } from '../../../local/one-msg/channel-state.ts';
import type { Item } from '../model/expressions.ts';
import type { Erasing } from '../story/business.ts';
import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 'erasure', what });

/** Everything in an item as text, with what base64 hides. */
function textOf(item: Item): string {
  const text = JSON.stringify(item, (_, value) => (value instanceof Set ? [...value] : value));
  const hidden = text.match(/wamid\.[\w-]+/g) ?? [];
  return [text, ...hidden.map((id) => Buffer.from(id.slice('wamid.'.length), 'base64url').toString())].join(' ');
}

/** Whether the customer, or somebody on their behalf, was heard of again after they asked to be forgotten. */
function cameBack({ world, story, desk }: Evidence, { customerId, askedAt }: Erasing): boolean {
  const since = new Date(askedAt - 1000).toISOString();
  const said = world.reported.some(
    (reported) => reported.customerId === customerId && 'at' in reported && (reported.at ?? '') >= since,
  );
  const index = story.customers.findIndex(({ id }) => id === customerId);
  // Whoever invites them about the same time, or later, has them heard of again.
  const invited = story.acts.some(
    (act) =>
      (act.kind === 'invites' || act.kind === 'asks-over-bus') &&
      act.customer === index &&
      story.startsAt + act.afterMs > askedAt - 3_600_000,
  );
  // A booking for them that was under way about that time, or was asked for again later.
  const booked = desk.requests.some(
    (request) =>
      request.customerId === customerId && request.tries.some(({ answered }) => answered.at > askedAt - 10_000),
  );
  return said || invited || booked;
}

/** Statuses of a message that never turned out to be ours go by age, and say so. */
const isUnlinkedReport = (item: Item) =>
  item['type'] === 'message' && item['invitationId'] === undefined && item['tells'] === undefined;

function tracesOf({ world }: Evidence, { phone = '', reportedPhone, bsuid }: Customer): string[] {
  const texts = [phone, reportedPhone, bsuid].filter((text) => text !== undefined);
  return [...world.table.items]
    .filter(([, item]) => !isUnlinkedReport(item))
    .filter(([, item]) => texts.some((text) => textOf(item).includes(text)))
    .map(([pk]) => pk);
}

/** Whoever was erased leaves no trace, and is never written to again by what was asked before. */
export function judgeErasures(evidence: Evidence): Violation[] {
  const { world, business } = evidence;
  return business.erasures.flatMap((erasing) => {
    const customer = world.whatsapp.customers.find(({ id }) => id === erasing.customerId);
    if (!customer || erasing.doneAt === undefined || cameBack(evidence, erasing)) return [];
    // Of somebody with several addresses, those are erased that are known to be one person's.
    if (customer.phoneHidden || customer.reportedPhone !== undefined) return [];
    return tracesOf(evidence, customer).map((pk) => broken(`an erased customer left a trace in ${pk}`));
  });
}
