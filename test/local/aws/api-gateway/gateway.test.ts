import { request } from 'node:http';
import { connect } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyStack, type TinyStack } from '../../support/tiny-stack.ts';

let stack: TinyStack;
beforeAll(async () => {
  stack = await startTinyStack();
});
afterAll(() => stack.stop());

const url = (path: string) => `${stack.runner.api}${path}`;

/** The event a function is given for a request. */
async function eventOf(path: string, init?: RequestInit): Promise<APIGatewayProxyEventV2> {
  const response = await fetch(url(path), init);
  // The echo of the event that the function was given.
  return (await response.json()) as APIGatewayProxyEventV2;
}

async function page(name: string): Promise<unknown> {
  return (await fetch(url(`/_local/${name}`))).json();
}

/** A POST with exactly these headers: `fetch` would add a content type of its own. */
function post(
  path: string,
  body: string,
  headers: Record<string, string | string[]>,
): Promise<{ status?: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url(path), { method: 'POST', headers }, async (response) => {
      const text = (await response.toArray()).join('');
      resolve({ ...(response.statusCode && { status: response.statusCode }), text });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Sends bytes as they are, and gives back all that comes. */
async function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(stack.runner.api);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return (await socket.setEncoding('utf8').toArray()).join('');
}

describe('what a function is given', () => {
  it('is an event of payload format 2.0', async () => {
    const event = await eventOf('/do/echo?a=1&a=2&b=%C3%A9', {
      headers: { 'X-Some': 'Header', cookie: 'one=1; two=2', 'user-agent': 'tester' },
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /do/{what}',
      rawPath: '/do/echo',
      rawQueryString: 'a=1&a=2&b=%C3%A9',
      cookies: ['one=1', 'two=2'],
      headers: { 'x-some': 'Header', 'x-forwarded-for': '127.0.0.1' },
      queryStringParameters: { a: '1,2', b: 'é' },
      pathParameters: { what: 'echo' },
      requestContext: {
        accountId: '000000000000',
        http: { method: 'GET', path: '/do/echo', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'tester' },
        routeKey: 'GET /do/{what}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('body');
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('has path parameters with their percent-encoding undone', async () => {
    const { rawPath, pathParameters, routeKey } = await eventOf('/do/echo/caf%C3%A9/b%20c');
    expect({ rawPath, pathParameters, routeKey }).toEqual({
      rawPath: '/do/echo/café/b c',
      pathParameters: { what: 'echo', rest: 'café/b c' },
      routeKey: 'ANY /do/{what}/{rest+}',
    });
  });

  it('has headers that came twice joined with a comma', async () => {
    const { text } = await post('/do/echo', '', { 'x-twice': ['one', 'two'] });
    expect(JSON.parse(text).headers['x-twice']).toBe('one,two');
  });

  it.each([
    ['application/json; charset=utf-8', '{"é":1}', false],
    ['text/plain', 'é', false],
    ['application/problem+json', '{}', false],
    ['application/x-www-form-urlencoded', 'a=1', true],
    ['application/octet-stream', 'bytes', true],
  ])('has a body of type %s as text or in base64', async (contentType, body, isBase64Encoded) => {
    const { text } = await post('/do/echo', body, { 'content-type': contentType });
    const event = JSON.parse(text);
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body).toBe(body);
  });
});

describe('what the caller gets', () => {
  it('is the structured response with its headers, cookies and decoded body', async () => {
    const response = await fetch(url('/do/structured'));
    expect(response.status).toBe(201);
    expect(response.headers.get('x-own')).toBe('yes');
    expect(response.headers.get('content-type')).toBe('text/csv');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('a,b');
  });

  it('is a 200 of JSON for a result without a status code', async () => {
    const response = await fetch(url('/do/text'));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.text()).toBe('just text');
  });

  it.each([
    ['no route has the path', '/nowhere', 'GET', 404, 'Not Found'],
    ['no route has the method', '/do/echo', 'DELETE', 404, 'Not Found'],
    ['the function throws', '/do/throw', 'GET', 500, 'Internal Server Error'],
    ['the function ends its process', '/do/exit', 'GET', 500, 'Internal Server Error'],
    ['the response is malformed', '/do/malformed', 'GET', 500, 'Internal Server Error'],
    ['the function takes longer than the integration waits', '/hasty/sleep?ms=1000', 'GET', 503, 'Service Unavailable'],
  ])('is the gateway’s own answer when %s', async (_, path, method, status, message) => {
    const response = await fetch(url(path), { method });
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it('is a 413 for a body over 10 MB', async () => {
    const { status, text } = await post('/do/echo', 'x'.repeat(10 * 1024 * 1024 + 1), { 'content-type': 'text/plain' });
    expect([status, JSON.parse(text)]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  it('is a 431 for headers over 10,240 bytes, and a 400 for what is no HTTP', async () => {
    const { status, text } = await post('/do/echo', '', { 'x-large': 'x'.repeat(10_240) });
    expect([status, JSON.parse(text)]).toEqual([431, { message: 'Request Header Fields Too Large' }]);
    expect(await sendRaw('this is no HTTP\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*\{"message":"Bad Request"\}$/);
  });

  it('is a 429 once a route’s burst is used up, and for that route only', async () => {
    const statuses: number[] = [];
    for (const path of ['/narrow/text', '/narrow/text', '/narrow/text', '/do/text']) {
      statuses.push((await fetch(url(path))).status);
    }
    expect(statuses).toEqual([200, 200, 429, 200]);
  });
});

describe('the runner’s own pages', () => {
  it('show queues, events and failures', async () => {
    expect(await page('queues')).toContainEqual({ name: 'work', visible: 0, hidden: 0 });
    expect(await page('events')).toEqual([]);
    expect(await page('failures')).toEqual([]);
  });

  it('show what a function printed, and nothing for one that is not there', async () => {
    await fetch(url('/do/throw'));
    expect(await (await fetch(url('/_local/logs/answer'))).text()).toContain('with words nobody outside may see');
    expect((await fetch(url('/_local/logs/nobody'))).status).toBe(404);
  });
});
