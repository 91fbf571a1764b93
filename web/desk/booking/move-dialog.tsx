import { useState } from 'preact/hooks';
import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import { useSession } from '../../ui/console-session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { dayOf } from '../../ui/times.ts';
import { useSay } from '../../ui/toasts.tsx';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { DialogForm, RefusedPart } from './dialog-form.tsx';
import { LABEL_WORDS } from './label-words.ts';
import { ResourceChoice, ServiceSelect } from './service-choice.tsx';
import { type ShownBooking, useAct } from './use-act.ts';
import type { Wanted } from './when/nearest-times.ts';
import { TimeChoice } from './when/time-choice.tsx';
import { BOOKING_WORDS } from './words.ts';

type MoveProps = {
  invitation: ShownBooking & { booking: ReviewedBooking };
  /** Where somebody dropped it: by the business's clock. */
  proposed?: (Wanted & { resource?: string | undefined }) | undefined;
  /** `isMoved` says whether it was. */
  close(isMoved: boolean): void;
};

/** Moves an appointment to another time or somebody else; whether it can be had is said before it is saved. */
export function MoveDialog({ invitation, proposed, close }: MoveProps) {
  const { booking, invitationId } = invitation;
  const { contract, now, timeZone } = useSession();
  const words = useWords(BOOKING_WORDS);
  const { noName } = useWords(LABEL_WORDS);
  const say = useSay();
  const { act, isBusy, refused, forget } = useAct(invitation);
  const isOffered = contract.services.some(({ id }) => id === booking.service);
  const [service, setService] = useState(isOffered ? (booking.service ?? '') : '');
  const [resource, setResource] = useState<string | undefined>(proposed?.resource ?? booking.resource);
  const [wanted, setWanted] = useState<Wanted>(
    proposed ?? { date: dayOf(booking.startsAt ?? now(), booking.timeZone || timeZone), time: '' },
  );
  const [override, setOverride] = useState(false);
  const name = booking.customerName ?? noName;

  function choose<Value>(set: (value: Value) => void) {
    return (value: Value) => {
      forget();
      setOverride(false);
      set(value);
    };
  }
  async function save() {
    const body = {
      date: wanted.date,
      time: wanted.time,
      ...(service !== '' && service !== booking.service && { service }),
      ...(resource !== undefined && resource !== booking.resource && { resource }),
      ...(override && { override }),
    };
    if (!(await act({ method: 'PATCH', body }))) return;
    say(words.move.done(name));
    close(true);
  }
  return (
    <Dialog title={words.move.title(name)} close={() => close(false)}>
      <DialogForm verb={words.move.act} isBusy={isBusy} submit={save} close={() => close(false)}>
        <Present booking={booking} />
        <div class="booking-form-pair">
          <ServiceSelect value={service} choose={choose(setService)} />
          <ResourceChoice
            service={service}
            value={resource}
            mayBeAnybody={booking.resource === undefined}
            choose={choose(setResource)}
          />
        </div>
        <TimeChoice
          wish={{ service, resource, moved: booking.startsAt && invitationId }}
          wanted={wanted}
          choose={choose(setWanted)}
        />
        <RefusedPart refused={refused} override={override} setOverride={setOverride} choose={choose(setWanted)} />
      </DialogForm>
    </Dialog>
  );
}

/** When it is now. */
function Present({ booking: { startsAt, timeZone, resourceName } }: { booking: ReviewedBooking }) {
  const words = useWords(BOOKING_WORDS);
  const { longDay, clockTime } = useTimes();
  if (!startsAt) return null;
  const when = `${longDay(dayOf(startsAt, timeZone))}, ${clockTime(startsAt, timeZone)}`;
  return (
    <p class="booking-form-hint">
      {words.move.from}: <time dateTime={startsAt}>{resourceName ? `${when}, ${resourceName}` : when}</time>
    </p>
  );
}
