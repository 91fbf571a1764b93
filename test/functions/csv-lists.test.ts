import { describe, expect, it } from 'vitest';
import { csvOf } from '../../functions/shared/http/csv.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createCustomers } from '../support/customers.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract());
const { aDate, authorization, book, get } = createCustomers(world);

/** Reads CSV as RFC 4180 has it. */
function linesOf(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted === undefined ? String(plain) : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

const asObjects = (text: string): Record<string, string>[] => {
  const [names = [], ...rows] = linesOf(text.replace(/^\ufeff/, ''));
  return rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index], value])));
};

const bookings = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  world.call({ route: 'GET /bookings', query, headers: { authorization, ...headers } });

describe('a field of a CSV file', () => {
  it.each([
    ['plain', 'plain'],
    ['with, comma', '"with, comma"'],
    ['with "quotes"', '"with ""quotes"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+34600000001', "'+34600000001"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', "'  =1+1"],
    ['\t=1+1', "'\t=1+1"],
    ['\r\n=1+1', '"\'\r\n=1+1"'],
    ['\u200b=1+1', "'\u200b=1+1"],
    ['＝1+1', "'＝1+1"],
    ['=HYPERLINK("http://a.example","b")', '"\'=HYPERLINK(""http://a.example"",""b"")"'],
    ['a=b', 'a=b'],
    [-2, '-2'],
    [false, 'false'],
    [undefined, ''],
  ])('writes %j as %j', (value, written) => {
    expect(csvOf([['a', () => value]], [{}], false)).toBe(`${written}\r\n`);
  });
});

describe('GET /bookings as CSV', () => {
  it('has a line for each booking, with the phone and the notes, by the clock of the business', async () => {
    const date = aDate();
    const { phone, invitationId } = await book('María "Mari" García', { date, notes: '=cmd|calc\nsecond line' });
    const answer = await bookings({ from: date, to: date, format: 'csv' });
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="bookings.csv"',
        'cache-control': 'no-store',
      },
    });
    expect(answer.headers['link']).toBeUndefined();
    expect(answer.text.startsWith('\ufeffdate,time,endTime,state,')).toBe(true);
    expect(asObjects(answer.text)).toEqual([
      expect.objectContaining({
        date,
        time: '10:00',
        endTime: '10:30',
        state: 'booked',
        service: 'Consultation',
        customerName: 'María "Mari" García',
        phone,
        notes: "'=cmd|calc\nsecond line",
        invitationId,
      }),
    ]);
  });

  it('is had by the header as well, unless the query says otherwise', async () => {
    const date = aDate();
    const query = { from: date, to: date };
    const typeOf = async (...request: Parameters<typeof bookings>) =>
      (await bookings(...request)).headers['content-type'];
    expect(await typeOf(query, { accept: 'text/csv' })).toContain('text/csv');
    expect(await typeOf(query, { accept: 'application/json, text/csv' })).toBe('application/json');
    expect(await typeOf({ ...query, format: 'json' }, { accept: 'text/csv' })).toBe('application/json');
  });

  it('comes in parts that are one file behind one another, each naming the next', async () => {
    const date = aDate();
    for (const time of ['09:00', '09:30', '10:00']) await book(`At ${time}`, { date, time });
    let query: Record<string, string> | undefined = { from: date, to: date, format: 'csv', limit: '2' };
    let file = '';
    let parts = 0;
    while (query) {
      const { text, headers } = await bookings(query);
      file += text;
      parts += 1;
      const next: string | undefined = /^<\?(.*)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
      query = next === undefined ? undefined : Object.fromEntries(new URLSearchParams(next));
    }
    expect(parts).toBe(2);
    expect(asObjects(file).map(({ time }) => time)).toEqual(['09:00', '09:30', '10:00']);
  });
});

describe('other lists as CSV', () => {
  it('are the invitations of a day', async () => {
    const { id, phone } = await world.anInvitation({ customerName: 'Iris' });
    const { body } = await world.invitation(id);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid' }).format(
      new Date(String(body['createdAt'])),
    );
    const answer = await world.call({
      route: 'GET /invitations',
      query: { day, format: 'csv' },
      headers: { authorization },
    });
    const line = asObjects(answer.text).find(({ invitationId }) => invitationId === id);
    expect(line).toMatchObject({ date: day, status: 'accepted', customerName: 'Iris', phone, attempts: '1' });
  });

  it('are the customers of a month', async () => {
    const date = aDate();
    const { phone } = await book('Ana', { date });
    const { text, headers } = await get({ from: date, to: date, format: 'csv' });
    expect(headers['content-disposition']).toBe('attachment; filename="customers.csv"');
    expect(asObjects(text)).toEqual([expect.objectContaining({ name: 'Ana', phone, optedOut: 'false', came: '0' })]);
  });
});
