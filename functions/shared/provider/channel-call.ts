import type * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../domain/json.ts';
import { ChannelError, faultOfStatus, safeWords, wordsOfAnswer } from './channel-error.ts';

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

export function createChannelCall({ baseUrl, channelId, token, withinMs }: ChannelAccess): ChannelCall {
  async function request(method: ChannelMethod, path: string, body: JsonObject | undefined) {
    try {
      const response = await fetch(`${baseUrl}/${encodeURIComponent(channelId)}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(withinMs),
      });
      return { status: response.status, isOk: response.ok, text: await response.text() };
    } catch (cause) {
      throw new ChannelError(nameOf(method, path), 'no-answer', { cause });
    }
  }

  return async (method, path, schema, body) => {
    const { status, isOk, text } = await request(method, path, body);
    const json = parseJson(text);
    const call = nameOf(method, path);
    if (!isOk || tellsError(json)) {
      const words = safeWords(wordsOfAnswer(json, text), token);
      throw new ChannelError(call, isOk ? 'refused' : faultOfStatus(status), { status, words });
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw new ChannelError(call, 'unreadable', { status });
  };
}

const nameOf = (method: ChannelMethod, path: string) => `${method} ${path.split('?')[0]}`;

/** HTTP 200 is not success: some refusals come as `{error}` with it. */
function tellsError(json: Json | undefined): boolean {
  if (!isJsonObject(json)) return false;
  const { error } = json;
  return (typeof error === 'string' && error !== '') || isJsonObject(error);
}
