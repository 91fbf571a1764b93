import type { Dice } from '../engine/dice.ts';

type Element = Record<string, unknown>;

const firstError = ({ errors }: Element): Element | undefined => (Array.isArray(errors) ? errors[0] : undefined);

/** Ways in which fields that only inform differ from what the documents say. Whatever is left tells the failure. */
const WAYS: readonly ((status: Element) => Element)[] = [
  (status) => ({ ...status, type: null }),
  (status) => ({ ...status, type: 'text' }),
  (status) => ({ ...status, userName: 7, category: { name: 'service' } }),
  (status) => ofError(status, ({ code, ...rest }) => ({ ...rest, code: String(code), title: null, message: null })),
  (status) => ofError(status, (error) => ({ ...error, code: null })),
  (status) => ofError(status, (error) => ({ ...error, code: 1e20 })),
  (status) => ofError(status, (error) => ({ ...error, error_data: 'none', details: { a: 1 } })),
  (status) => (firstError(status) ? { ...status, errors: firstError(status) } : status),
  (status) => (firstError(status) ? { ...status, errors: [firstError(status)?.['title']] } : status),
];

function ofError(status: Element, change: (error: Element) => Element): Element {
  const error = firstError(status);
  return error ? { ...status, errors: [change(error)] } : status;
}

const LISTS = new Set(['ack', 'hooks', 'statuses']);

/** A webhook's body, now and then with statuses that are put another way. */
export function withOddStatuses(body: unknown, dice: Dice): unknown {
  if (!dice.chance(0.08)) return body;
  const way = dice.pick(WAYS);
  return JSON.parse(JSON.stringify(body), (name, value) =>
    LISTS.has(name) && Array.isArray(value) ? value.map((status: Element) => way(status)) : value,
  );
}
