import * as z from 'zod/mini';
import type { ClaimFinding } from '../../functions/shared/domain/places/rebuilt-claim.ts';
import { describeFailure } from '../describe-failure.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { type Rebuilt, rebuildClaims } from '../rebuild-claims.ts';
import { examples, type Verb } from './verb.ts';

const Options = z.object({ check: z.optional(z.boolean()) });

/** Brings the claims of a stack and its bookings into agreement. */
export const claimsRebuild: Verb = {
  define: (parent) =>
    parent
      .command('rebuild')
      .description('claim the place of every booking ahead that has none, release claims without a booking')
      .option('--check', 'write nothing: list what is out of order')
      .addHelpText(
        'after',
        `
Run it after services were put into the contract of a stack that has bookings, and after a restore: until it has run to
its end, no time is offered and none can be booked by hand, and forms wait for their places. Each booking keeps its
time. What overlaps, or goes against the rules, is placed all the same, marked as overridden by the system and listed.
What was placed where somebody else has the place is listed by every run until one of the two is moved or cancelled.
It also has customers found by their names who booked under a release without that: run it after such an upgrade.
It reads the whole table, at the stack's own cost. Ctrl-C stops after the page under way; a further run does the rest.
Exit code 3 if something is left for a person, with --check if anything is out of order.
${examples('claims rebuild', 'claims rebuild --check --json', 'claims rebuild --local')}`,
      ),

  async run({ stack: openStack, progress, io }, { options }) {
    const { check = false } = Options.parse(options);
    const page = await (await openStack()).openRebuild();
    let isInterrupted = false;
    const release = io.onInterrupt(() => {
      isInterrupted = true;
    });
    let looked = 0;
    try {
      const rebuilt = await rebuildClaims(page, {
        check,
        shouldStop: () => isInterrupted,
        onProgress: (soFar) => {
          looked = soFar.looked;
          progress.show(`Looked at ${looked} items, ${soFar.findings.length} out of order …`);
        },
      });
      return report(rebuilt, check);
    } catch (error) {
      throw new VerbFailure(
        `${describeFailure(error).sentence} Until then ${looked} items were looked at; run this again for the rest.`,
      );
    } finally {
      progress.clear();
      release();
    }
  },
};

/** Something that a person has to look at, whatever the command did. */
const isForPeople = ({ kind, lifted }: ClaimFinding): boolean =>
  kind === 'left' || kind === 'overlapping' || kind === 'unreadable' || (lifted?.includes('slot-taken') ?? false);

function sentence({ kind, invitationId, startsAt, lifted = [] }: ClaimFinding, check: boolean): string {
  const what = invitationId ?? 'An item';
  const when = startsAt ? ` at ${startsAt}` : '';
  switch (kind) {
    case 'claimed': {
      const against = lifted.length > 0 ? `, overriding ${lifted.join(', ')}` : '';
      return `${what}${when}: ${check ? 'has no place' : 'was given its place'}${against}.`;
    }
    case 'overlapping':
      return `${what}${when}: has a place that somebody else has too, move or cancel one of the two.`;
    case 'released':
      return `${what}: ${check ? 'has a claim without a booking' : 'a claim without a booking was released'}.`;
    case 'left':
      return `${what}${when}: cannot be placed, give it a service and a time with PATCH /bookings.`;
    case 'unreadable':
      return `${what}: cannot be read, see the log of rebuild-claims.`;
  }
}

function report({ looked, findings, isFinished }: Rebuilt & { isFinished: boolean }, check: boolean) {
  const isWrong = check ? findings.length > 0 : findings.some(isForPeople);
  const found = `${findings.length} ${check ? 'out of order' : 'put in order or left'}`;
  return {
    exitCode: !isFinished ? EXIT.interrupted : isWrong ? EXIT.attention : EXIT.fine,
    lines: [
      ...findings.map((finding) => sentence(finding, check)),
      `Looked at ${looked} items: ${findings.length === 0 ? 'every booking has its place' : found}.`,
      ...(isFinished ? [] : ['Interrupted: run this again for the rest.']),
    ],
    json: { check, looked, findings, interrupted: !isFinished },
  };
}
