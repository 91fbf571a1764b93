import { messageArrived } from '../../domain/delivery/delivery.ts';
import { reasonOf } from '../../domain/delivery/failure.ts';
import type { Announcement } from '../../domain/events/event-details.ts';
import { type CountedFact, countedAs } from '../../domain/events/fact-counts.ts';
import { stateOf } from '../../domain/notices/notice.ts';
import type { Image } from '../../store/table/stream-image.ts';
import type { StreamChange } from './stream-change.ts';

/** Nobody is invited by a booking by hand. */
const isRequest = ({ old, image }: StreamChange): boolean =>
  !old && image?.type === 'invitation' && image.origin !== 'desk';

/** The customers who were told, and those who were not reminded, each by a name: nothing of either is announced. */
function outcomesIn(image: Image): Map<string, CountedFact> {
  if (image.type === 'notice') {
    const told = image.notices.filter((notice) => stateOf(notice) === 'told');
    return new Map(told.map(({ revision }) => [`${revision}`, { metric: 'CustomerTold' }]));
  }
  if (image.type !== 'reminder') return new Map();
  return new Map(
    image.reminders.flatMap(({ kind, key, startsAt, end }) =>
      end?.state === 'not-told'
        ? [[[kind, key, startsAt].join(), { metric: 'CustomerNotReminded', reason: end.reason }] as const]
        : [],
    ),
  );
}

/** The outcomes of a new image that were not in the old one. */
function newOutcomes({ old, image }: StreamChange): CountedFact[] {
  if (!image) return [];
  const known = old ? outcomesIn(old) : new Map();
  return [...outcomesIn(image)].flatMap(([name, fact]) => (known.has(name) ? [] : [fact]));
}

const failedForStaff = (image: Image | undefined) =>
  image?.type === 'message' && image.toStaff && image.failedAt ? image : undefined;

/** The failure of a message to a member of staff that a change reports. Nobody else hears of it. */
function staffFailure({ old, image }: StreamChange): CountedFact[] {
  const failed = failedForStaff(image);
  if (!failed || failedForStaff(old) || messageArrived(failed)) return [];
  return [{ metric: 'StaffNotTold', reason: reasonOf(failed) }];
}

/** What is counted of one change, of which `announcements` are announced. */
export const factsOf = (change: StreamChange, announcements: Announcement[]): CountedFact[] => [
  ...(isRequest(change) ? [{ metric: 'InvitationRequested' } as const] : []),
  ...newOutcomes(change),
  ...staffFailure(change),
  ...announcements.flatMap((announcement) => countedAs(announcement) ?? []),
];
