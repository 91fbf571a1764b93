import type { Contract } from '../../contract/contract.ts';
import { holdsPlace } from '../../domain/booking/booking-state.ts';
import { type ContractForm, flowToSend, formIn, formOf, liveFlowId } from '../../domain/forms/contract-form.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { chooseScreen } from '../../domain/live-form/choose-screen.ts';
import type { ScreenAnswer } from '../../domain/live-form/screen-answer.ts';
import { liveWords } from '../../domain/live-form/words.ts';
import type { Closure } from '../../domain/places/closure.ts';
import { type FormDays, formDays } from '../../domain/places/form-days.ts';
import { DEFAULT_RULES } from '../../domain/places/service.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../domain/text/json.ts';
import { DAY_MS, epochMs, later, now } from '../../domain/time/instant.ts';
import type { FormOpening } from '../../provider/one-msg.ts';
import { logger } from '../../runtime/logger.ts';
import { readClosures } from '../../store/places/closures.ts';
import type { Table } from '../../store/table/table.ts';

type FormContext = { table: Table; contract: Contract };

/** The last date of a form may end this much later than so many days from now, wherever the business is. */
const ZONES_MS = 2 * DAY_MS;

/**
 * The closures of the days that a form shows. Without them a customer may choose a day that is closed, which the stack
 * refuses when the form arrives: no reason to send no invitation.
 */
async function closuresAhead({ table }: FormContext, days: number): Promise<Closure[]> {
  const from = now();
  try {
    return await readClosures(table, { from, to: later(from, days * DAY_MS + ZONES_MS) });
  } catch (error) {
    logger.warn('The closures could not be read: the form shows closed days.', { error });
    return [];
  }
}

/** The days that can be chosen now, for a form that takes them from its invitation; `undefined` for any other. */
async function daysFor(context: FormContext, form: ContractForm | undefined): Promise<FormDays | undefined> {
  const { booking } = context.contract;
  if (!booking.services || !form?.daysByInvitation) return undefined;
  const { horizonDays = DEFAULT_RULES.horizonDays } = booking;
  return formDays(booking, await closuresAhead(context, horizonDays), epochMs(now()));
}

/** The first screen of a live form: it opens even if the endpoint is down, and shows nothing that gets stale. */
function liveScreen({ contract }: FormContext, { language, booking }: Invitation, ref: string): ScreenAnswer {
  const isMove = holdsPlace(booking);
  return chooseScreen(contract.booking, { ref, language, words: liveWords(language, contract), isMove });
}

/**
 * How an invitation's form opens, and the data for its first screen: what the request gave, and what the form takes from
 * its message. A Flow that the contract does not name opens with what the request gave.
 */
export async function formOpening(
  context: FormContext,
  invitation: Invitation,
  flowToken: string,
): Promise<FormOpening> {
  const { flow } = context.contract;
  const given = parseJson(invitation.data ?? '');
  const asked = isJsonObject(given) ? given : undefined;
  const form = formOf(flowToSend(invitation, context.contract), context.contract);
  if (form && form.id === liveFlowId(context.contract)) {
    const { screen, data } = liveScreen(context, invitation, flowToken);
    return { action: 'navigate', screen, data: { ...asked, ...data } };
  }
  const days = await daysFor(context, form);
  const data = days || asked ? { ...days, ...asked } : undefined;
  return { action: flow.action ?? 'navigate', screen: flow.screen, data };
}

/**
 * The data for the form that the template of a language opens. The provider knows that form, not the invitation. A live
 * form asks its endpoint, and gets none.
 */
export const templateData = (
  context: FormContext,
  { language }: Pick<Invitation, 'language'>,
): Promise<JsonObject | undefined> => daysFor(context, formIn(language, context.contract));
