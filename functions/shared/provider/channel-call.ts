import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../domain/text/json.ts';
import { ChannelError, faultOfStatus, safeWords, wordsOfAnswer } from './channel-error.ts';
import { tellsError } from './error-words.ts';

/** The channel to call, and the time limit of each call. */
export type ChannelAccess = {
  /** `https://api.1msg.io`, without a trailing slash. */
  baseUrl: string;
  channelId: string;
  token: string;
  withinMs: number;
};

export type ChannelMethod = 'GET' | 'POST' | 'PATCH';

/**
 * Calls one of the provider's methods (`webhook`, `flows/1/publish`) and returns its parsed JSON object.
 * @throws ChannelError in all other cases, including a 200 that contains an error
 */
export type ChannelCall = <Answer>(
  method: ChannelMethod,
  path: string,
  schema: z.ZodMiniType<Answer>,
  body?: JsonObject,
) => Promise<Answer>;

/** One element of a list in an answer. It is parsed separately, so that an unreadable one does not affect others. */
export const ListElement = z.custom<Json>();

/**
 * The header that closes a connection after its answer. Lambda freezes a function between invocations, and the provider
 * may close an idle connection meanwhile. The next request on it would fail without a sign of whether it was received.
 * Every call to the provider sends this header, because all calls of a process share their connections.
 */
export const NEW_CONNECTION = { connection: 'close' } as const;

/** The cause of a network error. The message of `fetch` is left out, as it may quote a header with the token. */
const networkCause = (error: unknown): unknown =>
  error instanceof DOMException ? error : error instanceof Error ? error.cause : undefined;

export function createChannelCall({ baseUrl, channelId, token, withinMs }: ChannelAccess): ChannelCall {
  async function request(method: ChannelMethod, path: string, body: JsonObject | undefined) {
    try {
      const response = await fetch(`${baseUrl}/${encodeURIComponent(channelId)}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
          ...NEW_CONNECTION,
        },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(withinMs),
      });
      return { status: response.status, isOk: response.ok, text: await response.text() };
    } catch (error) {
      throw new ChannelError(nameOf(method, path), 'no-answer', { cause: networkCause(error) });
    }
  }

  return async (method, path, schema, body) => {
    const { status, isOk, text } = await request(method, path, body);
    const json = parseJson(text);
    const call = nameOf(method, path);
    // Some refusals have HTTP 200 and the body `{error}`.
    if (!isOk || (isJsonObject(json) && tellsError(json))) {
      const words = safeWords(wordsOfAnswer(json, text), token);
      throw new ChannelError(call, isOk ? 'refused' : faultOfStatus(status), { status, words });
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw new ChannelError(call, 'unreadable', { status });
  };
}

const nameOf = (method: ChannelMethod, path: string) => `${method} ${path.split('?')[0]}`;
