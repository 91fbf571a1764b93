import { type Claim, hasEnded } from '../../../../../functions/shared/domain/places/day.ts';
import { type Slot, slotsFor } from '../../../../../functions/shared/domain/places/slots.ts';
import { type Case, clockIn } from './cases.ts';
import { invitation } from './clinic.ts';
import { slotsByMinutes } from './minute-by-minute.ts';

/** A slot as `slotsByMinutes` writes it. */
export const line = ({ date, time, startsAt, resources }: Slot) =>
  `${date} ${time} ${startsAt} ${resources.toSorted()}`;

/** What the product finds for the first customer. */
export function searched({ business, service, chosen, days, now, date, replaces }: Case) {
  return slotsFor({
    ...business,
    service,
    resource: chosen,
    days,
    now,
    from: date,
    to: date,
    invitationId: invitation(1),
    replaces,
  });
}

/** What a look at the clock finds for the same customer. */
export function found(one: Case): string[] {
  const { business, now, replaces } = one;
  const isMine = (claim: Claim, id: string) =>
    claim.invitationId === invitation(1) && (claim.kind === 'hold' || id === replaces);
  const counts = (claim: Claim, id: string) => !hasEnded(claim, now) && !isMine(claim, id);
  return slotsByMinutes({ ...one, counts, clock: clockIn(business.zone) });
}
