import { isJsonObject, type JsonObject } from '../domain/text/json.ts';

/** What an answer or a report says went wrong: the code in whatever form it came, and the words in the order to read. */
export type ProviderError = { code: unknown; words: string[] };

const isTold = (value: unknown) => value !== undefined && value !== null && value !== false && value !== '';

/**
 * The part of an answer that tells an error: a text, or an object that says anything. Undefined where there is none, or
 * only an empty one, as some answers have it beside a success.
 */
function errorIn({ error, errors }: JsonObject): string | JsonObject | undefined {
  const told = [error, errors].flat().find((one) => typeof one === 'string' || isJsonObject(one));
  if (typeof told === 'string') return told.trim() === '' ? undefined : told;
  return isJsonObject(told) && Object.values(told).some(isTold) ? told : undefined;
}

/** Whether an answer tells an error, whatever its HTTP status says. */
export const tellsError = (answer: JsonObject): boolean => errorIn(answer) !== undefined;

const textsOf = (source: JsonObject, names: readonly string[]): string[] =>
  names.flatMap((name) => (typeof source[name] === 'string' && source[name] !== '' ? source[name] : []));

/**
 * Reads the error of an answer: `{message}`, `{error: "text"}` or `{error: {message, code, …}}`, and what else it says in
 * the fields that explain. A field of another form is passed over: none of them decides anything alone.
 */
export function readError(answer: JsonObject): ProviderError {
  const error = errorIn(answer);
  const object = isJsonObject(error) ? error : {};
  const data = isJsonObject(object['error_data']) ? object['error_data'] : {};
  const words = [
    ...(typeof error === 'string' ? [error] : []),
    ...textsOf(object, ['message', 'title', 'details', 'error_user_title', 'error_user_msg']),
    ...textsOf(data, ['details']),
    ...textsOf(answer, ['message', 'description']),
  ];
  return { code: isTold(object['code']) ? object['code'] : answer['code'], words: [...new Set(words)] };
}
