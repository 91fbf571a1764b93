import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { itemsOf, needAttention, readPages } from '../support/lists.ts';
import { openSparingLine } from '../support/sparing-line.ts';
import { aPhone, completionBody, echoBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(undefined, { open: openSparingLine });
const list = (query: Record<string, string>) => world.list('GET /invitations', query);

/** Only the clock is moved, and only forward: the secrets' age is told by it. */
let clock = Date.UTC(2033, 10, 30, 12);
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: clock, shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());

/** Invites somebody a second later, or at a time to come; answers the invitation's id. */
async function invite(body: object = { phone: aPhone() }, at = Date.now() + 1_000): Promise<string> {
  clock = at;
  vi.setSystemTime(clock);
  return String((await world.invite(body)).body['invitationId']);
}

const ids = (items: Record<string, unknown>[]) => items.map(({ invitationId }) => invitationId);
const listed = async (query: Record<string, string>) => ids(itemsOf(await list(query)));

describe('GET /invitations of a customer', () => {
  it('finds them newest first, by phone in any spelling and by chat id, and nobody else’s', async () => {
    const phone = aPhone();
    const first = await invite({ phone });
    await invite();
    const second = await invite({ phone: `+${phone}` });
    expect(await listed({ phone })).toEqual([second, first]);
    expect(await listed({ phone: `00${phone.slice(0, 2)} ${phone.slice(2)}` })).toEqual([second, first]);
    expect(await listed({ chatId: `${phone}@c.us` })).toEqual([second, first]);
    expect((await list({ phone: aPhone() })).body).toEqual({ items: [] });
  });

  it('shows what GET /invitations/{id} shows, without what is read for it alone', async () => {
    const { id, phone, token } = await world.anInvitation();
    await world.webhook(completionBody('raw', { phone, token }), '/flow-completion');
    const { messages, notices, reminders, customer, ...rest } = (await world.invitation(id)).body;
    expect({ messages, notices, reminders, customer }).toEqual({
      messages: [expect.anything()],
      notices: [],
      reminders: [],
      customer: { came: 0, noShow: 0 },
    });
    expect((await list({ phone })).body).toEqual({ items: [rest] });
    expect(rest).toMatchObject({ status: 'completed', history: [{ kind: 'completion' }] });
  });

  it('says of somebody whose name nobody knows that they have none', async () => {
    const [nameless, named] = [aPhone(), aPhone()];
    await invite({ phone: nameless });
    await invite({ phone: named, customerName: 'Kim' });
    expect(itemsOf(await list({ phone: nameless }))).toMatchObject([{ customerName: 'there', nameless: true }]);
    expect(itemsOf(await list({ phone: named }))[0]).not.toHaveProperty('nameless');
  });

  it('finds what was sent to the same person under another address, all in one order', async () => {
    const { id, phone, token } = await world.anInvitation();
    const other = aPhone();
    await world.webhook(completionBody('raw', { phone: other, token }), '/flow-completion');
    const byOther = [await invite({ phone: other }), await invite({ phone }), await invite({ phone: other })];
    const newestFirst = [...byOther.toReversed(), id];
    expect(await listed({ phone })).toEqual(newestFirst);
    expect(await listed({ phone: other })).toEqual(newestFirst);
    const pages = await readPages(
      (cursor) => list({ phone, limit: '1', ...cursor }),
      () => invite({ phone: other }),
    );
    expect(ids(pages.flat())).toEqual(newestFirst);
  });

  it('loses nothing of what happened at one and the same moment', async () => {
    const { id, phone, token } = await world.anInvitation();
    const other = aPhone();
    await world.webhook(completionBody('raw', { phone: other, token }), '/flow-completion');
    const moment = clock + 60_000;
    const together: string[] = [];
    for (const to of [phone, other, other, phone, other]) together.push(await invite({ phone: to }, moment));
    const pages = await readPages((cursor) => list({ phone, limit: '1', ...cursor }));
    expect(ids(pages.flat()).toSorted()).toEqual([...together, id].toSorted());
  });

  it('is not put out by the echoes of messages sent to them', async () => {
    const phone = aPhone();
    const greeting = 'Hi Alex, book your appointment:';
    const id = await invite({ phone, customerName: 'Alex' });
    const at = Math.floor(clock / 1000);
    for (let echo = 0; echo < 5; echo++) await world.webhook(echoBody(phone, greeting, `echo-${phone}-${echo}`, at));
    const second = await invite({ phone });
    const pages = await readPages((cursor) => list({ phone, limit: '1', ...cursor }));
    expect(ids(pages.flat())).toEqual([second, id]);
  });

  it('says 422 of a phone that cannot exist, as when inviting', async () => {
    const answer = await list({ phone: '123' });
    expect(answer).toMatchObject({ status: 422, body: { type: 'urn:appointment-flow:problem:impossible-phone' } });
    expect(answer.text).not.toContain('123');
  });
});

describe('GET /invitations of a day', () => {
  it('goes by the business’s days, oldest first, over both UTC days they touch', async () => {
    const before = await invite(undefined, Date.UTC(2033, 11, 5, 22, 59, 59));
    const first = await invite(undefined, Date.UTC(2033, 11, 5, 23, 0, 0));
    const second = await invite(undefined, Date.UTC(2033, 11, 6, 12));
    const third = await invite(undefined, Date.UTC(2033, 11, 6, 22, 59, 59));
    const after = await invite(undefined, Date.UTC(2033, 11, 6, 23, 0, 0));
    expect(await listed({ day: '2033-12-06' })).toEqual([first, second, third]);
    expect(await listed({ day: '2033-12-05' })).toEqual([before]);
    expect(await listed({ day: '2033-12-07' })).toEqual([after]);
  });

  it('leads through all pages, with nothing twice or missing, whoever is invited meanwhile', async () => {
    const invited: string[] = [];
    for (let index = 0; index < 5; index++) {
      invited.push(await invite(undefined, Date.UTC(2033, 11, 10, 20 + index)));
    }
    const pages = await readPages(
      (cursor) => list({ day: '2033-12-11', limit: '2', ...cursor }),
      async () => {
        invited.push(await invite());
      },
    );
    const read = ids(pages.flat());
    const ofTheDay = invited.slice(3);
    expect(read.slice(0, 2)).toEqual(ofTheDay.slice(0, 2));
    expect(read).toEqual(ofTheDay.slice(0, read.length));
  });

  it('has those that need attention on the day that need arose', async () => {
    const made = Date.UTC(2033, 11, 14, 12);
    const [one, troubled, other] = [await invite(undefined, made), await invite(), await invite()];
    await needAttention(world, troubled, instantAt(made + 1_500));
    expect(await listed({ day: '2033-12-14' })).toEqual([one, troubled, other]);
    const pages = await readPages((cursor) => list({ day: '2033-12-14', limit: '1', ...cursor }));
    expect(ids(pages.flat())).toEqual([one, troubled, other]);
  });
});

describe('a query for invitations that cannot be met', () => {
  it.each([
    [{}, 'phone'],
    [{ phone: '34600000001', day: '2033-12-01' }, 'phone'],
    [{ phone: '34600000001', chatId: '34600000001@c.us' }, 'phone'],
    [{ chatId: 'someone' }, 'chatId'],
    [{ day: 'today' }, 'day'],
    [{ day: '2033-13-01' }, 'day'],
    [{ day: '2033-12-01', colour: 'red' }, 'colour'],
  ])('is answered with 400 naming the parameter: %j', async (query, field) => {
    const answer = await list(query);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:appointment-flow:problem:malformed' } });
    expect(answer.body['faults']).toEqual([{ field, rule: expect.any(String) }]);
  });

  it('is answered with 401 without the key', async () => {
    const answer = await world.call({ route: 'GET /invitations', query: { day: '2033-12-01' } });
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });
});
