import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMonthFile } from '../../../../web/desk/month-files/read-month-file.ts';
import { connect } from '../../../../web/ui/connection.ts';

const MARK = '\ufeff';

type Answer = { status?: number; body: string; next?: string };

/** The API at an address of its own: it answers each request, and tells which ones there were. */
async function anApi(answer: (query: URLSearchParams) => Answer) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const { searchParams } = new URL(url, 'http://localhost');
    const { status = 200, body, next } = answer(searchParams);
    if (next !== undefined) response.setHeader('link', `<?format=csv&cursor=${next}>; rel="next"`);
    response.writeHead(status, { 'content-type': 'text/csv; charset=utf-8' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  return { api: connect(`http://127.0.0.1:${port}`), asked };
}

describe('a month as a file', () => {
  it('has every part of a long list, and one byte-order mark', async () => {
    const { api, asked } = await anApi((query) =>
      query.get('cursor') === 'a+b/1'
        ? { body: '2031-02-28,Zoë\r\n' }
        : { body: `${MARK}date,name\r\n2031-02-01,Ana\r\n`, next: encodeURIComponent('a+b/1') },
    );
    const file = await readMonthFile(api, 'bookings', '2031-02', '2031-02-10');
    expect(file).toBe(`${MARK}date,name\r\n2031-02-01,Ana\r\n2031-02-28,Zoë\r\n`);
    expect(asked[0]).toBe('/bookings?from=2031-02-01&to=2031-02-28&format=csv');
    expect(asked).toHaveLength(2);
  });

  it('has the invitations of each day until now, with the names of the columns once', async () => {
    const { api, asked } = await anApi((query) => ({ body: `${MARK}date\r\n${query.get('day')}\r\n` }));
    const file = await readMonthFile(api, 'invitations', '2031-02', '2031-02-03');
    expect(file).toBe(`${MARK}date\r\n2031-02-01\r\n2031-02-02\r\n2031-02-03\r\n`);
    expect(asked).toHaveLength(3);
  });

  it('has only the names of the columns where the month is still to come', async () => {
    const { api } = await anApi(() => ({ body: `${MARK}date\r\n` }));
    expect(await readMonthFile(api, 'invitations', '2031-02', '2030-12-31')).toBe(`${MARK}date\r\n`);
  });

  it('is not saved in part if a request fails', async () => {
    const { api } = await anApi((query) =>
      query.has('cursor')
        ? { status: 500, body: '{"title":"Something went wrong."}' }
        : { body: 'date\r\n', next: 'c' },
    );
    await expect(readMonthFile(api, 'customers', '2031-02', '2031-02-03')).rejects.toMatchObject({
      status: 500,
      title: 'Something went wrong.',
    });
  });
});
