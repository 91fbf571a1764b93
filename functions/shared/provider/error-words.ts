import { isJsonObject, type JsonObject } from '../domain/text/json.ts';

/** The error of an answer or a report: the code in any form, and the words in reading order. */
export type ProviderError = { code: unknown; words: string[] };

const isTold = (value: unknown) => value !== undefined && value !== null && value !== false && value !== '';

/**
 * The error part of an answer: a text or an object that is not empty. Undefined without one. Some successful answers
 * have an empty error.
 */
function errorIn({ error, errors }: JsonObject): string | JsonObject | undefined {
  const told = [error, errors].flat().find((one) => typeof one === 'string' || isJsonObject(one));
  if (typeof told === 'string') return told.trim() === '' ? undefined : told;
  return isJsonObject(told) && Object.values(told).some(isTold) ? told : undefined;
}

/** Whether an answer contains an error, whatever its HTTP status is. */
export const tellsError = (answer: JsonObject): boolean => errorIn(answer) !== undefined;

const textsOf = (source: JsonObject, names: readonly string[]): string[] =>
  names.flatMap((name) => (typeof source[name] === 'string' && source[name] !== '' ? source[name] : []));

/**
 * Reads the error of an answer: `{message}`, `{error: "text"}` or `{error: {message, code, …}}`, and the other fields
 * that explain it. Fields of another form are ignored, as no single field is decisive.
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
