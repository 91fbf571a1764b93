import { describeFailure } from '../describe-failure.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { LEFT_REASONS, type LeftBecause, redrive as redriveAll, type Tally } from '../redrive-dead-letters.ts';
import type { Report } from '../report.ts';
import type { HandOff } from '../stack/crm-dead-letters.ts';
import type { Stack } from '../stack/stack.ts';
import { examples, type Verb } from './verb.ts';

const REASONS: Record<LeftBecause, string> = {
  'not-a-booking': 'not a booking event: look at it in the SQS console',
  'came-back': 'not taken once more: see why the CRM refuses it, mend that, and run this again',
  'refused-by-the-bus': 'refused by the event bus: run this again in a minute',
};

/** Sends the CRM's dead letters again. */
export const redrive: Verb = {
  define: (program) =>
    program
      .command('redrive')
      .description('hand the bookings that the CRM did not take to it once more')
      .addHelpText(
        'after',
        `
Mend first what made the CRM refuse them. Only the CRM hears of them again, with the same eventId as before. Each one
leaves its queue when the event bus has it; Ctrl-C stops after the ten under way, and nothing is lost.
Exit code 3 if some were left, each with the reason.
${examples('redrive', 'redrive --local --json')}`,
      ),

  async run({ stack: openStack, progress, io }) {
    const handOff = handOffOf(await openStack());
    const waiting = await progress.during('Counting', () => handOff.waiting());
    const startedAt = performance.now();
    let isInterrupted = false;
    const release = io.onInterrupt(() => {
      isInterrupted = true;
    });
    let sent = 0;
    try {
      const tally = await redriveAll(handOff, {
        shouldStop: () => isInterrupted,
        onProgress: (soFar) => {
          sent = soFar.sent;
          progress.show(describeProgress(sent, waiting, performance.now() - startedAt));
        },
      });
      return { ...report(tally, isInterrupted), json: { ...tally, interrupted: isInterrupted } };
    } catch (error) {
      throw new VerbFailure(`${describeFailure(error).sentence} Until then ${sent} were handed off; no other is lost.`);
    } finally {
      progress.clear();
      release();
    }
  },
};

function handOffOf({ handOff, label }: Stack): HandOff {
  if (handOff) return handOff;
  throw new VerbFailure(`${label} hands its bookings to no CRM: put "crm" into the contract and deploy it.`);
}

/** New letters may arrive meanwhile, hence "about". */
function describeProgress(sent: number, waiting: number, elapsedMs: number): string {
  const rate = Math.round((1000 * sent) / Math.max(elapsedMs, 1));
  return `Handed off ${sent} of about ${Math.max(sent, waiting)}, ${rate} a second …`;
}

function report({ sent, left }: Tally, isInterrupted: boolean): Pick<Report, 'exitCode' | 'lines'> {
  const leftLines = LEFT_REASONS.flatMap((reason) => (left[reason] ? `Left ${left[reason]}: ${REASONS[reason]}.` : []));
  return {
    exitCode: isInterrupted ? EXIT.interrupted : leftLines.length > 0 ? EXIT.attention : EXIT.fine,
    lines: [
      sent === 0
        ? 'Nothing was handed off.'
        : `Handed off ${sent} once more; "status" shows whether the CRM took them.`,
      ...leftLines,
      ...(isInterrupted ? ['Interrupted; what was not handed off is where it was.'] : []),
    ],
  };
}
