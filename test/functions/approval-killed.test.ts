/** Functions that are killed at any of their writes while something waits for approval. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aVisit, createApprovals } from '../support/approvals.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createKillingLine, type Kill } from '../support/killing-line.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, completionBody, secondsAgo } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createKillingLine();
const world = await startWorld(
  aClinicContract({ horizonDays: 180, leadMinutes: 60, approval: 'manual', approveWithinMinutes: 90 }),
  useTableModel(line.pass),
);
const { aDate, aRequest, announced, approve, refuse, seen } = createApprovals(world);

afterEach(() => {
  line.revive();
  vi.useRealTimers();
});

const passMinutes = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });

/** More writes than any of these functions makes. */
const KILLS: Kill[] = [1, 2, 3, 4].flatMap((write) => [true, false].map((isTaken) => ({ write, isTaken })));

/** The looks of the minutes after, and the one when the time to decide is up. */
async function lookUntilLate(): Promise<void> {
  passMinutes(2);
  await world.reconcile();
  passMinutes(92);
  await world.reconcile();
  await world.reconcile();
}

describe.each(KILLS)('a kill at write $write, taken: $isTaken,', (kill) => {
  it('leaves no form that waits and that nobody looks at', async () => {
    const { phone, token, id } = await world.anInvitation();
    const fields = aVisit(aDate());
    const body = completionBody('raw', { phone, token, id: aMessageId(), at: secondsAgo(30), fields });
    line.kill(kill);
    await world.webhook(body, '/flow-completion');
    line.revive();
    await world.webhook(body, '/flow-completion');
    await lookUntilLate();
    expect(await seen(id)).toMatchObject({
      revision: 1,
      booking: { state: 'to-approve', attention: ['not-approved'], resources: ['ana'] },
    });
  });

  it('is made good by the same decision under the same key', async () => {
    for (const [decide, state] of [
      [approve, 'booked'],
      [refuse, 'cancelled'],
    ] as const) {
      const { id } = await aRequest(aDate());
      line.kill(kill);
      await decide(id, {}, `key-${kill.write}-${kill.isTaken}-${state}`);
      line.revive();
      expect(await decide(id, {}, `key-${kill.write}-${kill.isTaken}-${state}`)).toMatchObject({
        status: 200,
        body: { revision: 2, booking: { state } },
      });
    }
  });

  it('marks what is late once', async () => {
    const { id } = await aRequest(aDate());
    passMinutes(2);
    await world.reconcile();
    await announced();
    passMinutes(92);
    line.kill(kill);
    await world.reconcile().catch(() => undefined);
    line.revive();
    passMinutes(1);
    await world.reconcile();
    expect(await seen(id)).toMatchObject({ booking: { state: 'to-approve', attention: ['not-approved'] } });
    const told = (await announced()).filter(({ detail }) => detail['invitationId'] === id);
    expect(told).toMatchObject([{ detail: { change: { kind: 'attention' } } }]);
  });
});
