/** Every combination that decides whether a customer can be told of their booking, and what each has to end with. */

/** What the stack knows of the session window, and where that differs, what WhatsApp knows. */
const WINDOWS = ['open', 'closed', 'unknown and open', 'unknown and closed'] as const;

/** What becomes of the message that tells; a text that WhatsApp refuses for the closed window comes before it. */
const OUTCOMES = [
  'delivered',
  'read',
  'reported as sent and nothing more',
  'never reported',
  'refused for good',
  'refused for a while, then delivered',
  'failed at once',
  'failed after twenty minutes',
  'failed for a while, then delivered',
  'failed because the window had closed, then delivered',
  'taken, and the connection is lost',
  'taken, and answered with an error',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Variants of another outcome: lived through once, in one language and by customers who want messages. */
const VARIANTS: readonly Outcome[] = [
  'read',
  'reported as sent and nothing more',
  'failed for a while, then delivered',
  'failed because the window had closed, then delivered',
  'taken, and answered with an error',
];

const OPT_OUTS = ['no', 'before', 'after the first attempt'] as const;
const LANGUAGES = ['en', 'es'] as const;

export type Case = {
  window: (typeof WINDOWS)[number];
  outcome: Outcome;
  optedOut: (typeof OPT_OUTS)[number];
  language: (typeof LANGUAGES)[number];
};

type Carrier = 'text' | 'template';

/** What the customer was sent, in order, and how it ends: `told`, or the reason why not. */
export type Expected = { sent: Carrier[]; end: string };

const isClosed = ({ window }: Case): boolean => window === 'closed' || window === 'unknown and closed';

/** What has to come of a case. It repeats no rule of the stack: it says what a person would want. */
export function expectedOf({ window, outcome, optedOut, ...rest }: Case, hasTemplate: boolean): Expected {
  if (optedOut === 'before') return { sent: [], end: 'opted-out' };
  const tried: Carrier[] = window === 'unknown and closed' ? ['text'] : [];
  const closed = isClosed({ window, outcome, optedOut, ...rest });
  if (closed && !hasTemplate) return { sent: tried, end: 'window-closed' };
  if (tried.length > 0 && optedOut !== 'no') return { sent: tried, end: 'opted-out' };
  const carrier: Carrier = closed ? 'template' : 'text';
  const sent = [...tried, carrier];
  const unlessOptedOut = (more: Carrier): Expected =>
    optedOut === 'no' ? { sent: [...sent, more], end: 'told' } : { sent, end: 'opted-out' };
  switch (outcome) {
    case 'delivered':
    case 'read':
    case 'reported as sent and nothing more':
      return { sent, end: 'told' };
    case 'never reported':
      return { sent, end: 'no-news' };
    case 'refused for good':
      return { sent, end: 'refused' };
    case 'failed at once':
    case 'failed after twenty minutes':
      return { sent, end: 'failed' };
    case 'taken, and the connection is lost':
    case 'taken, and answered with an error':
      return { sent, end: 'unknown' };
    case 'refused for a while, then delivered':
    case 'failed for a while, then delivered':
      return unlessOptedOut(carrier);
    case 'failed because the window had closed, then delivered':
      return hasTemplate ? unlessOptedOut('template') : { sent, end: 'window-closed' };
  }
}

/** Whether the case differs from others: where nothing is sent, nothing can become of it, and nobody can opt out after it. */
function isOwn(one: Case, hasTemplate: boolean): boolean {
  const { outcome, optedOut, window, language } = one;
  if (VARIANTS.includes(outcome) && (optedOut !== 'no' || language !== 'en')) return false;
  const isFirst = outcome === 'delivered';
  if (optedOut === 'before') return isFirst;
  if (isClosed(one) && !hasTemplate) return isFirst && (optedOut === 'no' || window === 'unknown and closed');
  // Only a text can fail because the window had closed.
  return !(isClosed(one) && outcome === 'failed because the window had closed, then delivered');
}

/** Every case of a contract with templates, or without. */
export const casesWhere = ({ hasTemplate }: { hasTemplate: boolean }): Case[] =>
  WINDOWS.flatMap((window) =>
    OUTCOMES.flatMap((outcome) =>
      OPT_OUTS.flatMap((optedOut) => LANGUAGES.map((language) => ({ window, outcome, optedOut, language }))),
    ),
  ).filter((one) => isOwn(one, hasTemplate));

export const titleOf = ({ window, outcome, optedOut, language }: Case): string =>
  `window ${window}, ${outcome}, opted out: ${optedOut}, ${language}`;
