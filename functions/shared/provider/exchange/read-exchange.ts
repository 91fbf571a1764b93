import * as z from 'zod/mini';
import { type Json, JsonObject } from '../../domain/text/json.ts';

/** No genuine token or screen is as long. */
const NAME_LIMIT = 512;
const Name = z.string().check(z.maxLength(NAME_LIMIT));
/** `3.0` and `4.0` today. Every answer repeats it. */
const Version = z.string().check(z.regex(/^\d{1,2}(\.\d{1,2})?$/));

const FormAction = z.enum(['INIT', 'data_exchange', 'BACK']);

const Request = z.object({
  version: z.optional(Version),
  action: z.enum([...FormAction.options, 'ping']),
  screen: z.optional(z.nullable(Name)),
  data: z.optional(z.nullable(JsonObject)),
  flow_token: z.optional(z.nullable(Name)),
});

/** Tokens of the preview in WhatsApp Manager begin with this. */
const PREVIEW = 'flows-builder-';

/** What a phone asks while a customer fills in the form. */
export type FormExchange = {
  kind: 'form';
  version: string | undefined;
  action: z.infer<typeof FormAction>;
  /** The screen that the customer is on, or leaves; empty for INIT. */
  screen: string;
  data: JsonObject;
  /** The token of the message, or the `ref` of the screen: some phones send no token. Not verified. */
  token: string | undefined;
  isPreview: boolean;
};

export type Exchange =
  | { kind: 'ping'; version: string | undefined }
  /** The phone could not use our last answer. `error` is WhatsApp's name for the reason. */
  | { kind: 'error-report'; version: string | undefined; error: string; token: string | undefined }
  | FormExchange;

/** WhatsApp's names are words joined by `_` or `-`. Anything else could quote what a customer typed, or their number. */
const ERROR_NAME = /^[A-Za-z]+([_-][A-Za-z]+)*$/;
const ERROR_NAME_LIMIT = 64;

/** The part of a reported error that is a name. */
const errorName = (data: JsonObject): string | undefined => {
  const said = data['error_key'] ?? data['error'];
  if (said === undefined || said === null) return undefined;
  return typeof said === 'string' && said.length <= ERROR_NAME_LIMIT && ERROR_NAME.test(said) ? said : 'unnamed';
};

/** Understands the content of an envelope; `undefined` if it is nothing that WhatsApp sends. */
export function readExchange(content: Json | undefined): Exchange | undefined {
  const { data: request } = Request.safeParse(content);
  if (!request) return undefined;
  const { version, action, screen, flow_token } = request;
  const data = request.data ?? {};
  if (action === 'ping') return { kind: 'ping', version };
  const ref = data['ref'];
  const token = flow_token || (typeof ref === 'string' && ref.length <= NAME_LIMIT ? ref : undefined);
  const error = errorName(data);
  if (error !== undefined) return { kind: 'error-report', version, error, token };
  const isPreview = token?.startsWith(PREVIEW) ?? false;
  return { kind: 'form', version, action, screen: screen ?? '', data, token, isPreview };
}
