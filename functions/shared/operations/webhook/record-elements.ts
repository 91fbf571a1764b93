import pMap from 'p-map';
import type { WebhookElement } from '../../domain/customer/inbound.ts';
import { ItemTooLarge } from '../../store/table/table.ts';
import type { ElementResult } from './record-unmatched.ts';

/** What became of the elements of one webhook body. */
export type Tally = Record<ElementResult, number>;

type Kind = WebhookElement['kind'];
type ElementOf<K extends Kind> = Extract<WebhookElement, { kind: K }>;

/** How each kind of element is recorded; kinds that are not named belong to another route and are ignored. */
export type Recorders = { [K in Kind]?: (element: ElementOf<K>) => Promise<ElementResult> };

/** Elements written at the same time: enough to hide the table's latency, few enough not to starve the sockets. */
const CONCURRENCY = 16;

function recordOne<K extends Kind>(
  element: ElementOf<K>,
  recorders: Recorders,
): Promise<ElementResult> | ElementResult {
  // TypeScript does not follow that the recorder under an element's own kind takes that element.
  const record = recorders[element.kind] as ((element: ElementOf<K>) => Promise<ElementResult>) | undefined;
  return record ? record(element) : 'ignored';
}

/** What the table will never take is kept for a person: an answer of 5xx would bring it back until the URL is disabled. */
async function recordOrKeep(element: WebhookElement, recorders: Recorders): Promise<ElementResult> {
  try {
    return await recordOne(element, recorders);
  } catch (error) {
    if (!(error instanceof ItemTooLarge) || !recorders.unmatched) throw error;
    const text = element.kind === 'completion' ? element.text : JSON.stringify(element);
    return recorders.unmatched({ kind: 'unmatched', unmatched: { reason: 'too-large', text } });
  }
}

/**
 * Records every element it can, then answers with what became of them. If any could not be stored, it throws an
 * AggregateError after all were tried: the repeat finds the stored ones known already.
 */
export async function recordElements(elements: WebhookElement[], recorders: Recorders): Promise<Tally> {
  const results = await pMap(elements, (element) => recordOrKeep(element, recorders), {
    concurrency: CONCURRENCY,
    stopOnError: false,
  });
  const tally: Tally = { recorded: 0, duplicate: 0, ignored: 0, unmatched: 0 };
  for (const result of results) tally[result] += 1;
  return tally;
}
