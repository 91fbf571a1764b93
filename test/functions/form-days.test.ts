import { describe, expect, it } from 'vitest';
import { aClinicContract } from '../support/clinic.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const shipped = aClinicContract();
const template = { name: 'invitation', namespace: 'ours', language: 'es', namesCustomer: true };
const world = await startWorld(
  aClinicContract(
    { horizonDays: 30, leadMinutes: 60 },
    {
      // The live form stands beside this one, and is not in use.
      flow: { ...shipped.flow, daysByInvitation: true, liveId: '9998887776' },
      languages: {
        ...shipped.languages,
        es: { ...shipped.languages['es'], flow: { id: '7778889990', daysByInvitation: true }, template },
      },
    },
  ),
);
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };

type Days = { min_date: string; max_date: string; unavailable_dates: string[] };
type FlowPayload = { screen: string; data: Days & Record<string, unknown> };

const bodyTo = (phone: string) => world.provider.requestsTo(phone)[0]?.body;
async function sentTo(phone: string, request: object = {}): Promise<FlowPayload> {
  await world.invite({ phone, ...request });
  return bodyTo(phone)?.['flowActionPayload'] as FlowPayload;
}
/** A date of the business, so many hours from now. */
const dateIn = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Madrid' });
const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());

describe('an invitation to the live form, which is not in use any more', () => {
  it("carries its language's static form, and opens as that does", async () => {
    for (const [language, flowId] of [
      ['en', shipped.flow.id],
      ['es', '7778889990'],
    ]) {
      const phone = aPhone();
      const { screen, data } = await sentTo(phone, { flowId: '9998887776', language });
      expect([bodyTo(phone)?.['flowId'], screen]).toEqual([flowId, shipped.flow.screen]);
      expect(data).toMatchObject({ min_date: expect.any(String) });
    }
  });
});

describe('an invitation to a form that takes its days from it', () => {
  it('carries the days from the lead time to the horizon, and those that are closed', async () => {
    const before = [dateIn(1), dateIn(0)];
    const { screen, data } = await sentTo(aPhone());
    const after = [dateIn(1), dateIn(0)];
    expect(screen).toBe('APPOINTMENT');
    expect([before[0], after[0]]).toContain(data.min_date);
    expect([before[1], after[1]].map((date) => dayAfter(date ?? '', 30))).toContain(data.max_date);
    const later = Array.from({ length: 28 }, (_, days) => dayAfter(data.min_date, days + 1));
    expect(later.filter((date) => data.unavailable_dates.includes(date))).toEqual(later.filter(isWeekend));
  });

  it('carries a closure, and a day that is open only this once', async () => {
    const { data } = await sentTo(aPhone());
    const days = Array.from({ length: 20 }, (_, at) => dayAfter(data.min_date, at + 2));
    const workday = days.find((date) => !isWeekend(date)) ?? '';
    const weekend = days.find(isWeekend) ?? '';
    const allDay = (date: string) => ({ from: `${date}T00:00`, to: `${dayAfter(date, 1)}T00:00` });
    await world.call({ route: 'POST /closures', headers, body: allDay(workday) });
    const opens = { ...allDay(weekend), hours: [{ from: '10:00', to: '12:00' }] };
    await world.call({ route: 'POST /closures', headers, body: opens });
    const { data: now } = await sentTo(aPhone());
    expect(now.unavailable_dates).toContain(workday);
    expect(now.unavailable_dates).not.toContain(weekend);
  });

  it('carries what the request gives besides', async () => {
    const { data } = await sentTo(aPhone(), { data: { service: 'group', max_date: '2041-05-06' } });
    expect(data).toMatchObject({ service: 'group', min_date: expect.any(String), max_date: '2041-05-06' });
  });

  it('opens the form of its language', async () => {
    const phones = [aPhone(), aPhone()] as const;
    await world.invite({ phone: phones[0], language: 'es' });
    await world.invite({ phone: phones[1], language: 'en' });
    expect(phones.map((phone) => bodyTo(phone)?.['flowId'])).toEqual(['7778889990', shipped.flow.id]);
  });

  it('carries them in a template too', async () => {
    const phone = aPhone();
    world.provider.answerNext({ body: { sent: false, message: 'Dialog window is closed' } });
    await world.invite({ phone, language: 'es' });
    const params = world.provider.requestsTo(phone)[1]?.body['params'];
    const action = { flow_token: expect.any(String), flow_action_data: { min_date: expect.any(String) } };
    expect(params).toMatchObject([{ type: 'body' }, { type: 'button', parameters: [{ type: 'action', action }] }]);
  });

  it('carries none to another Flow than the contract’s', async () => {
    expect(await sentTo(aPhone(), { flowId: '5556667778' })).toEqual({ screen: 'APPOINTMENT' });
  });
});
