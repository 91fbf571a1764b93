import { describeFailure } from '../describe-failure.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { LEFT_REASONS, type LeftBecause, replay as replayAll, type Tally } from '../replay-failures.ts';
import type { Report } from '../report.ts';
import type { Stack } from '../stack/stack.ts';
import type { FailureBucket } from '../stack/stored-failures.ts';
import { examples, type Verb } from './verb.ts';

const REASONS: Record<LeftBecause, string> = {
  'not-taken': 'not taken once more: read the log of publish-events and settle-bookings, mend that, and run this again',
  'not-readable': "not in Lambda's form: look at it in the S3 console",
};

/** Passes stream records that failed to their functions again. */
export const replay: Verb = {
  define: (program) =>
    program
      .command('replay')
      .description('tell once more the facts that lie in the failure bucket, after ten tries in vain')
      .addHelpText(
        'after',
        `
Mend first what made them fail. Each batch of records goes to its own function, the oldest first, and leaves the bucket
when all of it was taken; events have the same eventId as before. Ctrl-C stops after the batch under way, and nothing is
lost. Exit code 3 if some were left, each with the reason.
${examples('replay', 'replay --json', 'replay --local')}`,
      ),

  async run({ stack: openStack, progress, io }) {
    const bucket = await bucketOf(await openStack());
    let isInterrupted = false;
    const release = io.onInterrupt(() => {
      isInterrupted = true;
    });
    let taken = 0;
    try {
      const tally = await replayAll(bucket, {
        shouldStop: () => isInterrupted,
        onProgress: (soFar, all) => {
          taken = soFar.taken;
          progress.show(`Replayed ${taken} of ${all} …`);
        },
      });
      return { ...report(tally, isInterrupted), json: { ...tally, interrupted: isInterrupted } };
    } catch (error) {
      throw new VerbFailure(`${describeFailure(error).sentence} Until then ${taken} were replayed; no other is lost.`);
    } finally {
      progress.clear();
      release();
    }
  },
};

async function bucketOf({ openFailureBucket, label }: Stack): Promise<FailureBucket> {
  if (openFailureBucket) return openFailureBucket();
  throw new VerbFailure(
    `There is no failure bucket for ${label}: it keeps its data in memory (--ephemeral), and tells what its functions could not take at /_local/failures.`,
  );
}

function report({ taken, left }: Tally, isInterrupted: boolean): Pick<Report, 'exitCode' | 'lines'> {
  const leftLines = LEFT_REASONS.flatMap((reason) => (left[reason] ? `Left ${left[reason]}: ${REASONS[reason]}.` : []));
  return {
    exitCode: isInterrupted ? EXIT.interrupted : leftLines.length > 0 ? EXIT.attention : EXIT.fine,
    lines: [
      taken === 0 ? 'Nothing was replayed.' : `Replayed ${taken}: what they tell is on its way.`,
      ...leftLines,
      ...(isInterrupted ? ['Interrupted; what was not replayed is where it was.'] : []),
    ],
  };
}
