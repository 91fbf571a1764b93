import http from 'node:http';
import * as z from 'zod/mini';

/** An HTTP answer; `body` is the JSON object in it, empty if there is none. */
export type Answer = { status: number; headers: Headers; text: string; body: Record<string, unknown> };

const JsonObject = z.record(z.string(), z.unknown());

function parseObject(text: string): Record<string, unknown> {
  try {
    return JsonObject.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/** Calls an address; a body that is text (or bytes) goes out as it is, anything else as JSON. */
export async function request(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parseObject(text) };
}

/** As it stands: a path that any client would tidy up, and headers (name, value, name, value, …) that may come twice. */
export type WrittenRequest = { method: string; path: string; headers?: string[]; body?: string };

/** Sends a request exactly as it is written. */
export function requestAsWritten(
  api: string,
  { method, path, headers = [], body = '' }: WrittenRequest,
): Promise<{ status: number }> {
  const { hostname, port, host } = new URL(api);
  const all = ['host', host, 'content-type', 'application/json', ...headers];
  return new Promise((resolve, reject) => {
    const sent = http.request({
      hostname,
      port,
      method,
      path,
      headers: [...all, 'content-length', String(Buffer.byteLength(body))],
    });
    sent.once('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
