import { isJsonObject, type Json, type JsonObject, parseDeepJson } from '../../domain/text/json.ts';

/** A submitted form found in a message: its fields without the token, and the token if there is one. */
export type FoundForm = { form: JsonObject; flowToken?: string };

const DEPTH_LIMIT = 8;
/** Most values that are searched. Messages are small, so the rest of a larger one is skipped. */
const VISIT_LIMIT = 1_000;
const TEXT_LIMIT = 262_144;

/** Levels of a form that stay unchanged. An event nests the form a few levels deeper, and consumers parse it. */
const FORM_DEPTH_LIMIT = 32;

/** The tokens of a flow message that was sent without one; "unused" is Meta's placeholder. */
const NO_TOKEN = new Set(['', 'unused']);

/** The fields of a form's JSON. Values that nest too deep stay text. */
function fieldsOf(json: string): JsonObject | undefined {
  const fields = parseDeepJson(json, FORM_DEPTH_LIMIT);
  return isJsonObject(fields) ? fields : undefined;
}

function formOf(fields: JsonObject): FoundForm {
  const { flow_token: token, ...form } = fields;
  return typeof token === 'string' && !NO_TOKEN.has(token) ? { form, flowToken: token } : { form };
}

/** The form in `response_json`, which is JSON text or sometimes an object. Unreadable text stays unchanged. */
function formOfResponse(response: Json): FoundForm {
  const fields = fieldsOf(typeof response === 'string' ? response : JSON.stringify(response));
  return fields ? formOf(fields) : { form: { response_json: response } };
}

/** The form in a text that is a JSON object. */
export function formOfText(text: string): FoundForm | undefined {
  const fields = text.trimStart().startsWith('{') ? fieldsOf(text) : undefined;
  return fields && formOf(fields);
}

function looksLikeForm(text: string): boolean {
  return text.length <= TEXT_LIMIT && /"(flow_token|response_json)"/.test(text) && text.trimStart().startsWith('{');
}

/** The form in this value itself, without a search of its children. */
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
 * Finds the form in a message of any dialect: the nearest object (or JSON text) with `response_json` or `flow_token`.
 * The search is breadth first, with a limit on depth and number of values.
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
