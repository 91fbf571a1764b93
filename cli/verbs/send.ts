import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Argument, InvalidArgumentError } from 'commander';
import * as z from 'zod/mini';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type InvitationState, openInvitationsApi } from '../invitations-api.ts';
import type { Progress } from '../progress.ts';
import type { Report } from '../report.ts';
import { examples, type Verb } from './verb.ts';

const Options = z.object({
  name: z.optional(z.string()),
  language: z.optional(z.string()),
  idempotencyKey: z.optional(z.string()),
  timeout: z.number(),
});

const DEFAULT_TIMEOUT_SECONDS = 60;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError('It is a number of seconds, at most 86400.');
}

/** Sends one invitation and follows it until it arrives, fails, or the time is up. */
export const send: Verb = {
  define: (program) =>
    program
      .command('send')
      .description('send one invitation and follow it until it is delivered or fails')
      .addArgument(new Argument('<customer>', 'phone number with country code, or chat id'))
      .option('--name <name>', "the customer's name, for the greeting")
      .option('--language <language>', "one of the contract's languages")
      .option('--idempotency-key <key>', 'makes a repeat of this command the same invitation (default: a new one)')
      .option('--timeout <seconds>', 'how long to follow it', parseSeconds, DEFAULT_TIMEOUT_SECONDS)
      .addHelpText(
        'after',
        `
Exit code 0 once it is delivered, 3 if it is rejected or fails, 4 if neither is known when the time is up.
${examples('send +34600000001 --name Alex', 'send +34600000001 --language es --timeout 300 --json')}`,
      ),

  async run({ stack: openStack, progress }, { operands: [customer = ''], options }) {
    const { name, language, timeout, idempotencyKey = randomUUID() } = Options.parse(options);
    const { api, secrets } = await openStack();
    const root = await progress.during('Reading the API key', () => secrets.root());
    const invitations = openInvitationsApi({ api, apiKey: deriveKeys(root).apiKey.current });
    const body = {
      ...(customer.includes('@') ? { chatId: customer } : { phone: customer }),
      ...(name !== undefined && { customerName: name }),
      ...(language !== undefined && { language }),
    };
    const follower = { progress, startedAt: Date.now(), deadline: Date.now() + timeout * 1000 };
    try {
      const id = await untilFinal(follower, () => invitations.request(body, idempotencyKey), {
        isFinal: (answer) => answer !== undefined,
        describe: () => 'asked for, no answer yet',
      });
      if (id === undefined) return unanswered(idempotencyKey);
      const state = await untilFinal(follower, () => invitations.read(id), {
        isFinal: (answer) => answer !== undefined && outcomeOf(answer) !== undefined,
        describe: (answer) => (answer ? describeState(answer) : 'no answer for now'),
      });
      return reportOf(id, state, idempotencyKey);
    } finally {
      progress.clear();
    }
  },
};

type Follower = { progress: Progress; startedAt: number; deadline: number };

/** Polls with growing pauses until an answer is final or the time is up; returns the last answer. */
async function untilFinal<Answer>(
  { progress, startedAt, deadline }: Follower,
  ask: () => Promise<Answer>,
  { isFinal, describe }: { isFinal(answer: Answer): boolean; describe(answer: Answer): string },
): Promise<Answer> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    const answer = await ask();
    const leftMs = deadline - Date.now();
    if (isFinal(answer) || leftMs <= 0) return answer;
    progress.show(`Invitation ${describe(answer)} …`, Math.round((Date.now() - startedAt) / 1000));
    await sleep(Math.min(pauseMs, leftMs));
  }
}

type Outcome = 'arrived' | 'failed';

/** The invitation's outcome, once it has one. */
function outcomeOf({ status, messages }: InvitationState): Outcome | undefined {
  const hasArrived = messages.some(({ delivery }) => delivery === 'delivered' || delivery === 'read');
  if (hasArrived || status === 'completed' || status === 'cancelled') return 'arrived';
  return ['rejected', 'undelivered', 'unresolved'].includes(status) ? 'failed' : undefined;
}

/** The invitation's status, its messages' progress, and the time of the next try. */
function describeState({ status, messages, retryAt }: InvitationState): string {
  const deliveries = messages.map(({ delivery, carrier }) =>
    carrier === 'template' ? `template ${delivery}` : delivery,
  );
  const further = deliveries.filter((delivery) => delivery !== status);
  return [status, ...further, ...(retryAt ? [`next try at ${retryAt}`] : [])].join(', ');
}

function reportOf(invitationId: string, state: InvitationState | undefined, idempotencyKey: string): Report {
  const outcome = state && outcomeOf(state);
  const exitCode: ExitCode = outcome === 'arrived' ? EXIT.fine : outcome === 'failed' ? EXIT.attention : EXIT.unsettled;
  const failure = state?.rejection ?? state?.messages.findLast((message) => message.failure)?.failure;
  const stands = state ? describeState(state) : 'not known';
  return {
    exitCode,
    lines: [
      `Invitation ${invitationId}: ${stands}.`,
      ...(outcome !== 'arrived' && failure ? [failure.explanation ?? failure.reason] : []),
      ...(exitCode === EXIT.unsettled ? ['The time is up; the stack goes on following it.'] : []),
    ],
    json: { ...state, invitationId, outcome: outcome ?? 'unsettled', idempotencyKey },
  };
}

function unanswered(idempotencyKey: string): Report {
  return {
    exitCode: EXIT.unsettled,
    lines: [
      'The API has not answered, so it is not known whether the invitation was sent.',
      `Run the same command with --idempotency-key ${idempotencyKey} to find out; it cannot send it twice.`,
    ],
    json: { outcome: 'unanswered', idempotencyKey },
  };
}
