import { isJsonObject, type Json, type JsonObject, parseDeepJson } from '../../domain/text/json.ts';

/** A submitted form found in a message: its fields without the token, and the token if there is one. */
export type FoundForm = { form: JsonObject; flowToken?: string };

const DEPTH_LIMIT = 8;
/** How many values are looked at: a message is small, so a larger one is not searched to its end. */
const VISIT_LIMIT = 1_000;
const TEXT_LIMIT = 262_144;

/** Levels of a form that stay as they are: an event, which others parse, holds the form a few levels down. */
const FORM_DEPTH_LIMIT = 32;

/** Meta's placeholder where a flow message was sent without a token. */
const NO_TOKEN = new Set(['', 'unused']);

/** A form's JSON as its fields; what nests too deep stays as text. */
function fieldsOf(json: string): JsonObject | undefined {
  const fields = parseDeepJson(json, FORM_DEPTH_LIMIT);
  return isJsonObject(fields) ? fields : undefined;
}

function formOf(fields: JsonObject): FoundForm {
  const { flow_token: token, ...form } = fields;
  return typeof token === 'string' && !NO_TOKEN.has(token) ? { form, flowToken: token } : { form };
}

/** `response_json` holds the form as JSON text, or, in some places, as an object; unreadable text is kept as it is. */
function formOfResponse(response: Json): FoundForm {
  const fields = fieldsOf(typeof response === 'string' ? response : JSON.stringify(response));
  return fields ? formOf(fields) : { form: { response_json: response } };
}

/** The form that a whole text is. */
export function formOfText(text: string): FoundForm | undefined {
  const fields = text.trimStart().startsWith('{') ? fieldsOf(text) : undefined;
  return fields && formOf(fields);
}

function looksLikeForm(text: string): boolean {
  return text.length <= TEXT_LIMIT && /"(flow_token|response_json)"/.test(text) && text.trimStart().startsWith('{');
}

/** The form that this very value is or holds, without looking deeper. */
function formAt(value: Json): FoundForm | undefined {
  if (!isJsonObject(value)) return undefined;
  const response = value['response_json'];
  if (response !== undefined && response !== null) return formOfResponse(response);
  return typeof value['flow_token'] === 'string' ? formOfResponse(value) : undefined;
}

const opened = (value: Json): Json =>
  typeof value === 'string' && looksLikeForm(value) ? (parseDeepJson(value) ?? value) : value;

const childrenOf = (value: Json): Json[] =>
  typeof value === 'object' && value !== null ? Object.values(value).slice(0, VISIT_LIMIT) : [];

/**
 * The form inside a message, wherever the dialect puts it: the nearest object (or JSON text) that holds
 * `response_json` or `flow_token`. Breadth first, bounded in depth and in the number of values looked at.
 */
export function findForm(message: Json): FoundForm | undefined {
  let level: Json[] = [message];
  let visited = 0;
  for (let depth = 0; depth <= DEPTH_LIMIT && visited + level.length <= VISIT_LIMIT; depth++) {
    visited += level.length;
    const values = level.map(opened);
    const found = values.map(formAt).find((form) => form !== undefined);
    if (found || values.length === 0) return found;
    level = values.flatMap(childrenOf);
  }
  return undefined;
}
