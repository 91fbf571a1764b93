import { randomUUID } from 'node:crypto';
import { detailsScreen } from '../../domain/live-form/details-screen.ts';
import { isOwnTime } from '../../domain/live-form/own-time.ts';
import type { ScreenAnswer } from '../../domain/live-form/screen-answer.ts';
import { ANYONE } from '../../domain/live-form/screen-ids.ts';
import type { StepOf } from '../../domain/live-form/step.ts';
import { holdPlace } from '../places/hold-place.ts';
import type { Form } from './show-times.ts';

/** Holds what a customer chose; the appointment that they have needs no hold. Throws as `holdPlace` does. */
export async function holdTime(form: Form, step: StepOf<'hold'>): Promise<ScreenAnswer> {
  const { context, invitation, viewer } = form;
  const { booking } = context.contract;
  const { choice, start } = step;
  const shown = (confirmId: string, resource = ANYONE) =>
    detailsScreen(booking, viewer, step, { start, confirmId, resource }, Date.now());
  if (isOwnTime(invitation, step, booking)) return shown(`live-${randomUUID()}`, invitation.booking?.resource);
  const held = await holdPlace(context, invitation.invitationId, { ...choice, start }, invitation);
  return shown(`live-${held.claimId.slice(-36)}`, held.resources[0]);
}
