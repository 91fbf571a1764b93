import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../domain/text/json.ts';
import { ChannelError, faultOfStatus, safeWords, wordsOfAnswer } from './channel-error.ts';
import { tellsError } from './error-words.ts';

/** Whose channel is asked, and how long each call may take. */
export type ChannelAccess = {
  /** `https://api.1msg.io`, without a slash at the end. */
  baseUrl: string;
  channelId: string;
  token: string;
  withinMs: number;
};

export type ChannelMethod = 'GET' | 'POST' | 'PATCH';

/**
 * Calls one of the provider's methods (`webhook`, `flows/1/publish`) and answers its JSON object, parsed.
 * @throws ChannelError for everything else, a 200 that only tells an error included
 */
export type ChannelCall = <Answer>(
  method: ChannelMethod,
  path: string,
  schema: z.ZodMiniType<Answer>,
  body?: JsonObject,
) => Promise<Answer>;

/** One element of a list in an answer, read by itself: one that nobody can read costs no other. */
export const ListElement = z.custom<Json>();

/**
 * The header that closes a connection behind its answer. Lambda freezes a function between two runs: a connection that
 * was kept may be closed by the other side meanwhile, and the next request on it is lost without anybody knowing whether
 * it was received. Every call to the provider has it, since all of a process share their connections.
 */
export const NEW_CONNECTION = { connection: 'close' } as const;

/** What the network said. The message of `fetch` itself is left out: it may quote a header, and so the token. */
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
    // HTTP 200 is not success: some refusals come as `{error}` with it.
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
