import { Argument } from 'commander';
import * as z from 'zod/mini';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { HOUR_MS, type Instant, later } from '../../functions/shared/domain/time/instant.ts';
import type { TimeSpan } from '../../functions/shared/domain/time/time-span.ts';
import { isDenied } from '../describe-failure.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import type { Report } from '../report.ts';
import type { Session } from '../session.ts';
import type { Stack } from '../stack/stack.ts';
import type { TraceSource } from '../stack/trace-source.ts';
import { bookingLine } from '../trace/booking-story.ts';
import { deadLettersOf } from '../trace/dead-letters-of.ts';
import { type Happening, inOrderOfTime } from '../trace/happening.ts';
import { happeningsIn } from '../trace/log-story.ts';
import { readStory } from '../trace/read-story.ts';
import { storyLines } from '../trace/story-lines.ts';
import { examples, type Verb } from './verb.ts';

const Options = z.object({ logs: z.boolean() });

/** Logs may have lines a little before the first fact, and until a queue has given an event up. */
const BEFORE_MS = HOUR_MS / 12;
const AFTER_MS = 24 * HOUR_MS;

/** Something of the story, and a sentence for each thing that may be missing from it. */
type Part = { happenings: Happening[]; remarks: string[] };

/** Prints the story of one invitation and its booking. */
export const trace: Verb = {
  define: (program) =>
    program
      .command('trace')
      .description('tell what happened to one invitation and its booking, in the order of time')
      .addArgument(new Argument('<invitationId>', 'the id of the invitation, which its booking has too'))
      .option('--no-logs', "leave out the functions' logs, and so the events that were announced")
      .addHelpText(
        'after',
        `
It reads the stack's table, the logs of all its functions, and the bookings that the CRM did not take; it changes
nothing. It names no customer and quotes nothing that they wrote. Of a deployed stack it searches the logs from the
first fact to a day after the last one, by CloudWatch Logs Insights, which bills what it reads. Logs are kept for a
month.
Exit code 1 if there is no such invitation, 3 if its customer was not told or the CRM did not take something.
${examples('trace 01980000-0000-7000-8000-000000000001', 'trace 01980000-0000-7000-8000-000000000001 --local --json')}`,
      ),

  async run(session, { operands: [given = ''], options }) {
    const { logs } = Options.parse(options);
    const { data: invitationId } = InvitationId.safeParse(given.toLowerCase());
    if (!invitationId) throw new VerbFailure(`"${given}" is no id of an invitation.`, EXIT.wrongUsage);
    const stack = await session.stack();
    const source = await stack.openTrace();
    const stored = await session.progress.during('Reading the table', () => readStory(source.table, invitationId));
    if (stored.kind === 'unknown') {
      throw new VerbFailure(`There is no invitation ${invitationId} in ${stack.label}, or it is no longer kept.`);
    }
    if (stored.kind === 'erased') return erased(invitationId, stored.erasedAt);

    const { invitation, happenings } = stored;
    // After the table was read: what was written meanwhile has happened by it.
    const now = await source.now();
    const span = spanOf(happenings, now);
    const parts = [
      ...(logs ? [await linesOf(session, source, invitationId, span)] : []),
      await notTakenOf(session, stack, invitationId),
    ];
    const remarks = parts.flatMap((part) => part.remarks);
    const story = inOrderOfTime([...happenings, ...parts.flatMap((part) => part.happenings)]);
    const isForPeople = invitation.notTold !== undefined || story.some(({ from }) => from === 'dead letters');
    const timeZone = invitation.booking?.timeZone ?? (await session.contract()).booking.timeZone;
    return {
      exitCode: isForPeople ? EXIT.attention : EXIT.fine,
      lines: [
        `Invitation ${invitationId}. ${bookingLine(invitation)}`,
        ...storyLines(story, timeZone, now),
        ...(logs ? [] : ['The logs and the events announced were left out (--no-logs).']),
        ...remarks,
      ],
      json: { invitationId, timeZone, story, remarks },
    };
  },
};

/** From the first fact to a day after the last one that has come. */
function spanOf(happenings: readonly Happening[], until: Instant): TimeSpan {
  const times = happenings.flatMap(({ at }) => (at <= until ? [at] : []));
  const [first = until, last = until] = [times.at(0), times.at(-1)];
  const end = later(last, AFTER_MS);
  return { from: later(first, -BEFORE_MS), to: end < until ? end : until };
}

async function linesOf(
  { progress }: Session,
  { findLines }: TraceSource,
  invitationId: InvitationId,
  span: TimeSpan,
): Promise<Part> {
  try {
    const { lines, isWhole } = await findLines(invitationId, span, (words) => progress.show(`${words} …`));
    return {
      happenings: lines.flatMap((line) => happeningsIn(line, invitationId)),
      remarks: isWhole ? [] : ['The logs have more lines than are shown, or are no longer kept for all of that time.'],
    };
  } finally {
    progress.clear();
  }
}

async function notTakenOf({ progress }: Session, { handOff }: Stack, invitationId: InvitationId): Promise<Part> {
  if (!handOff) return { happenings: [], remarks: [] };
  const look = async () =>
    (await handOff.waiting()) > 0 ? deadLettersOf(handOff, invitationId) : { happenings: [], isWhole: true };
  try {
    const { happenings, isWhole } = await progress.during('Looking for bookings that the CRM did not take', look);
    return { happenings, remarks: isWhole ? [] : [MORE_LETTERS] };
  } catch (error) {
    if (!isDenied(error)) throw error;
    return { happenings: [], remarks: [LETTERS_DENIED] };
  }
}

const MORE_LETTERS = 'More bookings wait for the CRM than were looked through: run "npm run channel -- redrive".';
/** The story is of use without them. */
const LETTERS_DENIED =
  'AWS does not let you look through the bookings that the CRM did not take: it takes sqs:GetQueueAttributes, sqs:ReceiveMessage and sqs:ChangeMessageVisibility.';

function erased(invitationId: InvitationId, erasedAt: Instant): Report {
  return {
    exitCode: EXIT.fine,
    lines: [`The customer of invitation ${invitationId} was erased at ${erasedAt}: nothing of its story is kept.`],
    json: { invitationId, erasedAt },
  };
}
