import type { Planted } from './plant.ts';

const OPERATIONS = 'functions/shared/operations';
const WEBHOOK = 'functions/shared/provider/webhook';

/** Deliberate breaks of how the stack reads what the channel says, and of what it does about it. */
export const CHANNEL_BREAKS: readonly Planted[] = [
  {
    name: 'opt-out-without-effect',
    promise: 12,
    file: `${OPERATIONS}/delivery/follow-failure.ts`,
    find: "await recordConsent(table, chatId, 'opt-out', failedAt, now);",
    replace: 'void recordConsent;',
    why: 'WhatsApp says that a customer opted out, and nobody notes it.',
    withinSeeds: 60,
    fromSeed: 36,
  },
  {
    name: 'refused-wish-holds-chat',
    promise: 7,
    file: `${OPERATIONS}/invitation/answer-intent.ts`,
    find: 'if (isRefused) await releaseOpenInvitation(table, address, id);',
    replace: 'void [isRefused, releaseOpenInvitation];',
    why: 'A wish that was refused keeps the next one from its answer.',
    withinSeeds: 60,
    fromSeed: 97,
  },
  {
    name: 'retry-ignores-window',
    promise: 12,
    file: `${OPERATIONS}/invitation/make-attempt.ts`,
    find: "return carrierIn(window, invitation.nextCarrier ?? 'flow', invitation, contract) ?? { reason: 'window-closed' };",
    replace: "return window && (invitation.nextCarrier ?? 'flow');",
    why: 'Another try goes out as it was planned, although the window has closed meanwhile.',
    withinSeeds: 60,
    fromSeed: 29,
  },
  {
    name: 'caption-books',
    promise: 4,
    file: `${WEBHOOK}/normalised-messages.ts`,
    find: "  const found = findForm(placesOf(element));\n  const isReply = kind === 'interactive' || holdsReply(element);",
    replace:
      '  const found = findForm(element);\n  const isReply = found !== undefined || holdsReply(placesOf(element));',
    why: 'What stands under a picture that quotes an invitation books.',
    withinSeeds: 60,
    fromSeed: 606,
  },
  {
    name: 'one-element-spoils-all',
    promise: 1,
    file: 'functions/shared/domain/text/json.ts',
    find: 'if (isDeep && !keepsDeep) return undefined;',
    replace: 'if (isDeep) return undefined;',
    why: 'One message that nests too deep takes the others in its body along.',
    withinSeeds: 60,
    fromSeed: 14,
  },
  {
    name: 'unbounded-wait',
    promise: 7,
    file: 'functions/shared/provider/send-outcome.ts',
    find: 'return ms > 0 ? Math.min(ms, RETRY_AFTER_LIMIT_MS) : undefined;',
    replace: 'return ms > 0 ? ms : undefined;',
    why: 'The provider asks for a pause of ten years, and gets it.',
    withinSeeds: 60,
    fromSeed: 408,
  },
];
