import { TEMPLATES } from '../story/contract.ts';
import { wentWell } from './consent-words.ts';
import type { Evidence } from './evidence.ts';
import type { Claim, Known } from './told-sends.ts';
import type { ToldInvitation, Version } from './told-versions.ts';
import type { Wanting } from './wanting.ts';
import { visitsIn } from './window.ts';

const MINUTE = 60_000;
const WINDOW_MS = 24 * 60 * MINUTE;
/** A window that closes within this counts as closed. */
const MARGIN_MS = 5 * MINUTE;
/** Clocks differ, and a run reads some seconds before it writes. */
const SLACK_MS = MINUTE;
const MOST_ATTEMPTS = 4;
const WINDOW_CLOSED = 131_047;

type Marked = {
  evidence: Evidence;
  wanting: Wanting;
  invitation: ToldInvitation;
  version: Version;
  mark: NonNullable<ToldInvitation['notTold']>;
  /** The attempts to tell what the mark is about, in order. */
  claims: readonly Claim[];
  known: ReadonlyMap<string, Known>;
};

const reportOf = ({ known }: Marked, claim: Claim | undefined): Known =>
  known.get(claim?.request?.messageId ?? '') ?? {};

const sinceOf = ({ mark }: Marked): number => Date.parse(mark.since);

function hasTemplate({ evidence, invitation, mark }: Marked): boolean {
  const purposes: readonly string[] = TEMPLATES[evidence.story.notices][invitation.language === 'es' ? 'es' : 'en'];
  return purposes.includes(mark.purpose);
}

/** Whether the stack knew well before the mark that the window was open, and nobody said otherwise. */
function wasKnownOpen({ evidence, wanting, invitation, mark, claims }: Marked): boolean {
  if (claims.some(({ request }) => request?.refusedWith === WINDOW_CLOSED)) return false;
  const chatId = invitation.recipient?.chatId ?? '';
  const customerId = evidence.world.whatsapp.customerAt({ chatId })?.id ?? '';
  const since = Date.parse(mark.since);
  const addresses = wanting.addressesOf({ customerId, address: chatId, before: since - SLACK_MS });
  return visitsIn(evidence).some(
    ({ address, at, knownSince }) =>
      addresses.has(address) && knownSince < since - SLACK_MS && at + WINDOW_MS - MARGIN_MS - SLACK_MS > since,
  );
}

function isIn({ evidence, wanting, invitation, mark }: Marked): boolean {
  const address = invitation.recipient?.chatId ?? '';
  const customerId = evidence.world.whatsapp.customerAt({ chatId: address })?.id ?? '';
  const since = Date.parse(mark.since);
  return wanting.isIn({ customerId, address, before: since - SLACK_MS, until: since + SLACK_MS });
}

const laterThan = (at: number | undefined, than: number) => at === undefined || at > than;

type Judge = (marked: Marked) => string | undefined;

/** What is wrong with each reason. */
const REASONS: Readonly<Record<string, Judge>> = {
  'needs-attention': ({ version }) => (version.isDoubtful ? undefined : 'nothing needs attention'),
  'no-address': ({ invitation }) => (invitation.recipient ? 'there is an address' : undefined),
  'opted-out': (marked) => (isIn(marked) ? 'the customer wants messages' : undefined),
  'window-closed'(marked) {
    if (hasTemplate(marked) && marked.claims.length < MOST_ATTEMPTS) return 'there is a template';
    return wasKnownOpen(marked) ? 'the window was open' : undefined;
  },
  refused({ claims }) {
    const { request } = claims.at(-1) ?? {};
    return request && !request.isRefused ? 'the provider did not refuse it' : undefined;
  },
  failed(marked) {
    const { failedSince } = reportOf(marked, marked.claims.at(-1));
    return laterThan(failedSince, sinceOf(marked) + SLACK_MS) ? 'it did not fail' : undefined;
  },
  'no-news'(marked) {
    const last = marked.claims.at(-1);
    if (last?.request?.messageId === undefined || !last.request.tellsAcceptance)
      return 'the provider did not accept it';
    const { sentSince, arrivedSince } = reportOf(marked, last);
    const before = sinceOf(marked) - SLACK_MS;
    return laterThan(sentSince, before) && laterThan(arrivedSince, before) ? undefined : 'there was news of it';
  },
  unknown(marked) {
    const { evidence, claims } = marked;
    const { request } = claims.at(-1) ?? {};
    const isClear = request?.isHeard && (request.tellsAcceptance || request.isRefused);
    if (!request || !isClear || !wentWell(evidence, request.run)) return undefined;
    return laterThan(evidence.ends.get(request.run)?.at, sinceOf(marked) - SLACK_MS)
      ? undefined
      : 'the answer was clear';
  },
};

/** What is wrong with the reason of a mark; `undefined` if it is right, as far as can be known. */
export function faultOfReason(marked: Marked): string | undefined {
  const judge = REASONS[marked.mark.reason];
  return judge ? judge(marked) : 'no such reason can be in this story';
}
