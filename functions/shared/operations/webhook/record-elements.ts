import pMap from 'p-map';
import type { WebhookElement } from '../../domain/customer/inbound.ts';
import { idsOfPart, logPart } from '../../runtime/log-part.ts';
import { logger } from '../../runtime/logger.ts';
import { ItemTooLarge } from '../../store/table/table.ts';
import type { ElementResult } from './record-unmatched.ts';

/** The number of elements of one webhook body for each result. */
export type Tally = Record<ElementResult, number>;

type Kind = WebhookElement['kind'];
type ElementOf<K extends Kind> = Extract<WebhookElement, { kind: K }>;

/** The function that records each kind of element. Kinds without one belong to another route and are ignored. */
export type Recorders = { [K in Kind]?: (element: ElementOf<K>) => Promise<ElementResult> };

/** Elements written at the same time: enough to hide the table's latency, few enough for the open sockets. */
const CONCURRENCY = 16;

function recordOne<K extends Kind>(
  element: ElementOf<K>,
  recorders: Recorders,
): Promise<ElementResult> | ElementResult {
  // TypeScript cannot infer that the recorder under an element's kind takes that element.
  const record = recorders[element.kind] as ((element: ElementOf<K>) => Promise<ElementResult>) | undefined;
  return record ? record(element) : 'ignored';
}

/** Keeps an element that is too large for the table as unmatched. A 5xx would repeat it until the URL is disabled. */
async function recordOrKeep(element: WebhookElement, recorders: Recorders): Promise<ElementResult> {
  try {
    return await recordOne(element, recorders);
  } catch (error) {
    if (!(error instanceof ItemTooLarge) || !recorders.unmatched) throw error;
    const text = element.kind === 'completion' ? element.text : JSON.stringify(element);
    return recorders.unmatched({ kind: 'unmatched', unmatched: { reason: 'too-large', text } });
  }
}

/** Records one element, and says so if it was found to be about an invitation (`noteInvitation`). */
async function recordAndLog(element: WebhookElement, recorders: Recorders): Promise<ElementResult> {
  const result = await recordOrKeep(element, recorders);
  if (idsOfPart()?.['invitationId']) logger.info('webhook was recorded', { kind: element.kind, result });
  return result;
}

/**
 * Records every element and returns the number of each result.
 * @throws AggregateError, after all were tried, if some could not be stored; a repeat counts the others as duplicates
 */
export async function recordElements(elements: WebhookElement[], recorders: Recorders): Promise<Tally> {
  const results = await pMap(
    elements,
    (element, index) => logPart({ element: index + 1 }, () => recordAndLog(element, recorders)),
    {
      concurrency: CONCURRENCY,
      stopOnError: false,
    },
  );
  const tally: Tally = { recorded: 0, duplicate: 0, ignored: 0, unmatched: 0 };
  for (const result of results) tally[result] += 1;
  return tally;
}
