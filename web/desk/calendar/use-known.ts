import { useMemo } from 'preact/hooks';
import type { WorkEntries } from '../worklist/worklist.ts';
import type { Clash } from './day/clashes.ts';
import type { Known } from './day/marks.ts';

/** What the worklist and the appointments beside it say of an appointment. */
export const useKnown = (work: Pick<WorkEntries, 'calls' | 'bookings'> | undefined, clashes: readonly Clash[]): Known =>
  useMemo(() => {
    const listed = work ? [...work.calls, ...work.bookings] : [];
    return {
      notTold: new Set(listed.filter(({ notTold }) => notTold).map(({ invitationId }) => invitationId)),
      clashing: new Set(clashes.flatMap(({ entries }) => entries.map(({ invitationId }) => invitationId))),
    };
  }, [work, clashes]);
