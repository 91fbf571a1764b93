import type { ReviewedBooking } from '../../../../functions/shared/domain/booking/attention.ts';
import { resourcesShown } from '../../../../functions/shared/domain/booking/placement.ts';
import { useSession } from '../../../ui/console-session.ts';
import { dayOf } from '../../../ui/times.ts';
import { useTimes } from '../../../ui/use-times.ts';
import { ACTOR_WORDS, actorName } from '../../../ui/words/actor-words.ts';
import { useWords } from '../../../ui/words/language.ts';
import { REASON_WORDS } from '../reason-words.ts';
import { useServiceName } from '../use-service-name.ts';
import { PANEL_WORDS } from './words.ts';

/** When it is, with its weekday and its year. */
export function When({ booking: { startsAt, endsAt, timeZone, state } }: { booking: ReviewedBooking }) {
  const session = useSession();
  const { noTime } = useWords(PANEL_WORDS);
  const { longDay, clockTime } = useTimes();
  if (!startsAt) return <p class="ui-when">{noTime}</p>;
  return (
    <p class={state === 'cancelled' ? 'ui-when is-over' : 'ui-when'}>
      <time dateTime={startsAt}>{longDay(dayOf(startsAt, timeZone))}</time>
      <span>
        {clockTime(startsAt, timeZone)}
        {endsAt && ` – ${clockTime(endsAt, timeZone)}`}
        {timeZone !== session.timeZone && ` (${timeZone})`}
      </span>
    </p>
  );
}

/** What is booked, with whom, and who decided what about it. */
export function Particulars({ booking }: { booking: ReviewedBooking }) {
  const words = useWords(PANEL_WORDS);
  const { lifted } = useWords(REASON_WORDS);
  const service = useServiceName();
  const actors = useWords(ACTOR_WORDS);
  const { dayAndTime } = useTimes();
  const { notes, approveBy, confirmedByCustomer, override } = booking;
  const rules = override?.lifted.map((rule) => lifted[rule]).join(', ');
  const particulars = [
    [words.service, service(booking)],
    [words.with, resourcesShown(booking)],
    [words.notes, notes],
    [words.confirmed, confirmedByCustomer && words.byCustomer(dayAndTime(confirmedByCustomer))],
    [words.decideBy, approveBy && dayAndTime(approveBy)],
    [words.override, override && rules && words.lifted(actorName(override.actor, actors), rules)],
  ].filter(([, value]) => value);
  if (particulars.length === 0) return null;
  return (
    <dl class="ui-facts">
      {particulars.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}
