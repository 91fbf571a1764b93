import { type ClaimRequest, tryClaim } from '../../../../../functions/shared/domain/places/claim.ts';
import type { Day, DayKey } from '../../../../../functions/shared/domain/places/day.ts';
import {
  aRequest,
  aService,
  BEFORE,
  claimId,
  invitation,
  MONDAY,
  mustHave,
  resourceId,
  time,
  written,
} from './clinic.ts';

export const ANA = resourceId('ana');
export const ANA_ONLY = aService({ needs: [[ANA]] });
export const ROOM = resourceId('room');

export const monday = (text: string) => ({ date: MONDAY, time: time(text) });
export const claimIn = (days: readonly Day[], request: ClaimRequest, now = BEFORE) =>
  mustHave(tryClaim(days, request, now));
export const reasonOf = (days: readonly Day[], request: ClaimRequest, now = BEFORE) => {
  const answer = tryClaim(days, request, now);
  return answer.outcome === 'refused' ? answer.reason : answer.outcome;
};
/** The days after a request that must be had. */
export const daysAfter = (days: readonly Day[], request: ClaimRequest, now = BEFORE) =>
  written(days, claimIn(days, request, now).changed);
export const by = (number: number, id: string) => ({ invitationId: invitation(number), claimId: claimId(id) });
export const keysOf = (days: readonly DayKey[]) => days.map((day) => `${day.resource} ${day.date}`);

export const taken = daysAfter([], aRequest({ service: ANA_ONLY }));
export const held = daysAfter([], aRequest({ service: ANA_ONLY, kind: 'hold' }));
export const closed = (days: readonly Day[]): Day[] =>
  days.map((day) => ({ ...day, hours: { feast: { from: time('00:00'), to: '24:00', open: [], at: BEFORE } } }));
