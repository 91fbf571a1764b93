import type { Contract } from '../../contract/contract.ts';
import { type ContractForm, formIn, formOf } from '../../domain/forms/contract-form.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Closure } from '../../domain/places/closure.ts';
import { type FormDays, formDays } from '../../domain/places/form-days.ts';
import { DEFAULT_RULES } from '../../domain/places/service.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../domain/text/json.ts';
import { DAY_MS, epochMs, later, now } from '../../domain/time/instant.ts';
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

/**
 * The data for the first screen of an invitation's form: the days that can be chosen, if the form takes them from there,
 * and what the request gave. `undefined` if there is none.
 */
export async function formData(
  context: FormContext,
  { flowId, data }: Pick<Invitation, 'flowId' | 'data'>,
): Promise<JsonObject | undefined> {
  const given = parseJson(data ?? '');
  const days = await daysFor(context, formOf(flowId, context.contract));
  return days || isJsonObject(given) ? { ...days, ...(isJsonObject(given) && given) } : undefined;
}

/** The same for the form that the template of a language opens. The provider knows that form, not the invitation. */
export const templateData = (
  context: FormContext,
  { language }: Pick<Invitation, 'language'>,
): Promise<JsonObject | undefined> => daysFor(context, formIn(language, context.contract));
