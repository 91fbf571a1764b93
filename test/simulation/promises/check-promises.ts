import type { Invocation } from '../engine/invocation.ts';
import type { Item } from '../model/expressions.ts';
import type { Reported } from '../model/reported.ts';
import type { Change } from '../model/table-model.ts';
import type { Observer, World } from '../model/world.ts';
import type { Business } from '../story/business.ts';
import type { Story } from '../story/story.ts';
import { judgeAnnouncements } from './announced.ts';
import { judgeApprovals } from './approvals.ts';
import { judgeAttendance } from './attendance.ts';
import { judgeAuthors } from './authors.ts';
import { judgeBookings } from './booking.ts';
import { judgeChats } from './chat.ts';
import { judgeConsent } from './consent.ts';
import { judgeDelivery } from './delivery.ts';
import { judgeErasures } from './erased.ts';
import type { Acknowledged, Committed, Evidence, RunEnd } from './evidence.ts';
import { judgeForgery, judgeUnmatched } from './forgery.ts';
import { judgeLiveForms } from './live-forms.ts';
import { judgeOffers } from './offered.ts';
import { judgeOverlaps } from './overlaps.ts';
import { judgePlaces } from './places.ts';
import { judgeReminders } from './reminded.ts';
import { judgeRepetition } from './repeats.ts';
import { judgeSending } from './sending.ts';
import { judgeSettlement } from './settled.ts';
import { judgeLog } from './silence.ts';
import { isStored } from './stored.ts';
import { judgeStrangers } from './strangers.ts';
import { judgeNotices } from './told.ts';
import { judgeUnderstanding } from './understood.ts';
import type { Violation } from './violation.ts';
import { judgeWindow } from './window.ts';
import { judgeWishes } from './wishes.ts';

type Promises = (evidence: Evidence) => Violation[];

const PROMISES: readonly Promises[] = [
  judgeSending,
  judgeDelivery,
  judgeBookings,
  judgeAnnouncements,
  judgeSettlement,
  judgeUnmatched,
  judgeForgery,
  judgeLog,
  judgeErasures,
  judgeConsent,
  judgeWishes,
  judgeWindow,
  judgeUnderstanding,
  judgeStrangers,
  judgeOverlaps,
  judgeOffers,
  judgeRepetition,
  judgeLiveForms,
  judgeApprovals,
  judgeAttendance,
  judgeAuthors,
  judgeNotices,
  judgeChats,
  judgeReminders,
];

/** Those that say something where invitations, messages and days grow old. */
const PROMISES_FOR_YEARS: readonly Promises[] = [judgeReminders, judgeErasures, judgeSettlement];

/** Watches a story as it is played, and holds it against the promises: some at once, most at its end. */
export function createPromiseCheck(story: Story, onStep: (at: number, label: string) => void) {
  const acknowledged: Acknowledged[] = [];
  const committed: Committed[] = [];
  const log: string[] = [];
  const ends = new Map<string, RunEnd>();
  /** The messages that grew old and were deleted. */
  const expired = new Set<unknown>();
  const violations: Violation[] = [];
  let now = story.startsAt;
  let items: ReadonlyMap<string, Item> | undefined;
  let erasures: Business['erasures'] = [];
  const isErased = ({ customerId }: Reported) => erasures.some((erasing) => erasing.customerId === customerId);

  let areWritten = false;
  /** A transaction is one step: all that it writes is there when the next step begins. */
  function lookAtPlaces(): void {
    if (!areWritten || !items || story.terms !== 'clinic' || story.spansYears) return;
    areWritten = false;
    violations.push(...judgePlaces(items, now));
  }

  const watching: Observer = {
    onStep(at, label) {
      lookAtPlaces();
      now = at;
      onStep(at, label);
    },
    onChange(change: Change, by: Invocation | undefined) {
      areWritten ||= change.pk.startsWith('day#') || change.pk.startsWith('invitation#');
      committed.push({ ...change, at: now, by: by?.key, runStartedAt: by?.startedAt });
      if (change.byTimeToLive) expired.add(change.before?.['messageId']);
    },
    onAcknowledged(delivered, at) {
      for (const one of delivered) {
        acknowledged.push({ ...one, at });
        if (items && !story.spansYears && !isErased(one.reported) && !isStored(items, one, expired)) {
          violations.push({ promise: 1, what: `acknowledged and not stored: ${JSON.stringify(one)}` });
        }
      }
    },
    onRunEnded: ({ key, startedAt }, { kind }) => void ends.set(key, { kind, at: now, startedAt }),
    onLog: (line) => log.push(line),
    onImpossible(error) {
      violations.push({ promise: 'simulation', what: String(error) });
    },
  };
  return {
    watching,
    /** From here on, what a door says it took is looked for at once. */
    lookInto(world: World, business: Business) {
      items = world.table.items;
      erasures = business.erasures;
    },
    judge(rest: Pick<Evidence, 'world' | 'business' | 'desk' | 'attacks' | 'isQuiet'>): Violation[] {
      lookAtPlaces();
      // Of whoever was erased on the way, nothing is promised but that.
      const living = acknowledged.filter(({ reported }) => !isErased(reported));
      const evidence: Evidence = {
        story,
        acknowledged: living,
        everAcknowledged: acknowledged,
        committed,
        log,
        ends,
        ...rest,
      };
      const promises = story.spansYears ? PROMISES_FOR_YEARS : PROMISES;
      return [...violations, ...promises.flatMap((promise) => promise(evidence))];
    },
  };
}
