import { InvalidArgumentError } from 'commander';
import * as z from 'zod/mini';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { costOf } from '../load/load-cost.ts';
import { loadReport } from '../load/load-report.ts';
import { openLoadedStack } from '../load/loaded-stack.ts';
import { isMadeUp, makeUpChats } from '../load/made-up-chats.ts';
import { type LoadPlan, runLoad } from '../load/run-load.ts';
import { confirmByTyping } from '../prompt.ts';
import type { Stack } from '../stack/stack.ts';
import type { Verb } from './verb.ts';

/** No load is larger: it is there to find out whether a stack bears a campaign, not where it breaks. */
const MOST = { perSecond: 200, seconds: 600, requests: 30_000, invitations: 5 };

/** A request of the load keeps a function busy for a tenth of a second at most, and half of what an account has is left alone. */
const A_SECOND_FOR_EACH_FUNCTION = 5;

/** What all numbers of one run begin with. */
const RUN_DIGITS = 9;

const Options = z.object({
  url: z.optional(z.string()),
  rate: z.number(),
  seconds: z.number(),
  invite: z._default(z.array(z.string()), []),
  yes: z.optional(z.boolean()),
  local: z.optional(z.boolean()),
  stack: z.optional(z.string()),
  contract: z.optional(z.string()),
});
type Options = z.infer<typeof Options>;

function upTo(most: number) {
  return (text: string): number => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
  };
}

/** Throws VerbFailure for what is larger than any load may be, or would message somebody else. */
function checkBounds({ rate, seconds, invite }: Options): void {
  const refuse = (sentence: string) => {
    throw new VerbFailure(sentence, EXIT.wrongUsage);
  };
  if (rate * seconds > MOST.requests)
    refuse(`That would be ${rate * seconds} requests, and ${MOST.requests} are allowed: lower --rate or --seconds.`);
  if (invite.length > MOST.invitations) refuse(`--invite takes ${MOST.invitations} numbers at most.`);
  if (invite.some(isMadeUp)) refuse('--invite takes phone numbers of your own.');
}

/** Throws VerbFailure if the account has so little room that real webhooks would be turned away. */
async function checkRoom(stack: Stack, rate: number): Promise<void> {
  const found = await (await stack.inspect()).room?.();
  if (found === undefined || rate <= found.limit * A_SECOND_FOR_EACH_FUNCTION) return;
  throw new VerbFailure(
    `The account runs ${found.limit} functions at once, so this load could turn real webhooks away: give a --rate of ${found.limit * A_SECOND_FOR_EACH_FUNCTION} at most, or see "npm run channel -- doctor".`,
  );
}

function messagesOf({ invite }: LoadPlan): string {
  if (invite.length === 0) return 'It sends no WhatsApp message.';
  const many = invite.length === 1 ? 'one invitation' : `${invite.length} invitations`;
  return `It sends ${many}, to ${invite.join(', ')}; where the window is closed, Meta takes the price of a template.`;
}

/** What the load will do, and what it costs. */
function announcement({ label }: Stack, plan: LoadPlan, isShared: boolean): string {
  const { perSecond, seconds, chats } = plan;
  const requests = perSecond * seconds;
  return [
    `This loads ${label} with ${requests} requests in ${seconds} s, ${perSecond} a second.`,
    messagesOf(plan),
    `Customers are made up: their numbers begin with +${chats[0]?.phone.slice(0, RUN_DIGITS)}, and they are erased afterwards.`,
    isShared
      ? `AWS takes ${costOf(requests)} at most. Alarms may go off, as they do under real load.`
      : 'Nothing leaves this machine.',
  ].join('\n');
}

/** Loads a stack as a campaign does, without messaging anybody, and says how it bore it. */
export const load: Verb = {
  define: (program) =>
    program
      .command('load')
      .description('load a stack as a campaign does, without messages to anybody, and say how it bears it')
      .option(
        '--url <address>',
        'the address of the deployed stack to load (default: a local stack that is started for it)',
      )
      .option('--rate <requests>', `how many requests a second, ${MOST.perSecond} at most`, upTo(MOST.perSecond), 20)
      .option('--seconds <seconds>', `for how long, ${MOST.seconds} at most`, upTo(MOST.seconds), 60)
      .option(
        '--invite <numbers...>',
        `phone numbers of your own, each of which gets one invitation; ${MOST.invitations} at most`,
      )
      .option('--yes', 'begin without being asked')
      .addHelpText(
        'after',
        `
Of 100 requests 70 are webhooks, and 30 look at times, bookings, the worklist and changes. The customers in them are made up
under a country code that nobody has, and what is kept of them is erased at the end. Nothing is answered or announced, and
nothing is sent but what --invite asks for.
Ctrl-C ends it, erases and reports. Exit code 3 if a request failed, or something was set aside, is late or is left.

Examples:
  npm run load
  npm run load -- --url https://abc123.execute-api.eu-west-1.amazonaws.com --rate 50 --seconds 120
  npm run load -- --url https://abc123.execute-api.eu-west-1.amazonaws.com --invite +34600000001 --yes --json`,
      ),

  async run(session, { options }) {
    const asked = Options.parse(options);
    checkBounds(asked);
    const { io, progress } = session;
    const contract = await session.contract();
    const { stack, isShared, stop } = await openLoadedStack(session, asked);
    try {
      const chats = makeUpChats();
      const plan: LoadPlan = { perSecond: asked.rate, seconds: asked.seconds, invite: asked.invite, chats };
      if (isShared) await checkRoom(stack, asked.rate);
      const says = announcement(stack, plan, isShared);
      if (isShared && !asked.yes) await confirmByTyping(io, says, 'load');
      else io.stderr.write(`${says}\n`);
      const controller = new AbortController();
      const release = io.onInterrupt(() => controller.abort());
      const all = plan.perSecond * plan.seconds;
      const onProgress = (begun: number) => {
        if (begun % plan.perSecond === 0) progress.show(`${begun} of ${all} requests …`);
      };
      try {
        const report = await runLoad(stack, contract, plan, { signal: controller.signal, onProgress });
        return loadReport(stack.label, report, chats.length, contract);
      } finally {
        progress.clear();
        release();
      }
    } finally {
      await stop();
    }
  },
};
