/** What customers are told while a form of theirs has no answer yet. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aVisit, createApprovals } from '../../support/approvals.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { createInterruptedLine } from '../../support/interrupted-line.ts';
import { aPhone } from '../../support/webhooks.ts';
import { startWorld } from '../../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 180, leadMinutes: 60 }), line);
const { aDate, announced, cancel, complete, sentTo, tell, write } = createApprovals(world);

afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

const passMinutes = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });
const tellAll = async () => tell(...(await announced()));

/** Somebody who wrote a moment ago, was invited, and booked a first visit at ten. */
async function aBookedVisit(date: string) {
  const phone = aPhone();
  await write(phone, 'Hello');
  const { body } = await world.invite({ phone });
  const token = String(world.provider.requestsTo(phone)[0]?.body['flowToken']);
  const invited = { phone, id: body['invitationId'], messageId: String(body['messageId']), token };
  await complete(invited, aVisit(date), 90);
  await tellAll();
  return invited;
}

describe('a cancellation that waits to be told once more', () => {
  it('is not told with the time of a form that came meanwhile and is undecided', async () => {
    const date = aDate();
    const invited = await aBookedVisit(date);
    await cancel(invited.id);
    world.provider.answerNext({ body: { sent: false, error: { code: 131000, message: 'x' } } });
    await tellAll();
    passMinutes(1);
    line.contend();
    await complete(invited, aVisit(date, '11:00'), 0);
    line.letThrough();
    await tellAll();
    expect(sentTo(invited).map(({ text }) => text)).not.toContainEqual(expect.stringMatching(/11:00 AM is cancelled/));
    passMinutes(3);
    await world.reconcile();
    await tellAll();
    expect(sentTo(invited).at(-1)).toMatchObject({ text: expect.stringMatching(/It is now: .* at 11:00 AM/) });
  });
});
