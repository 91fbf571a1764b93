import { describe, expect, test } from 'vitest';
import type { RebuiltPage } from '../../functions/shared/operations/claims/rebuild-claims.ts';
import { startChannelWorld } from './support/channel-world.ts';

const ID = '0197a0b0-0000-7000-8000-000000000001';
const claimed = { kind: 'claimed', invitationId: ID, startsAt: '2041-12-04T10:00:00.000Z' };

/** A stack whose function answers these pages in order, the first again after the last. */
async function stackWith(...findings: object[][]) {
  const asked: unknown[] = [];
  const world = await startChannelWorld({
    rebuildPage: async (request) => {
      asked.push(request);
      const { after = '0' } = request as { after?: string };
      const page = Number(after);
      const isLast = page === findings.length - 1;
      const body = { looked: 10, findings: findings[page], ...(!isLast && { next: String(page + 1) }) };
      return { status: 200, body: body as RebuiltPage };
    },
  });
  return { ...world, asked };
}

describe('claims rebuild', () => {
  test('asks for page after page, tells how far it is, and lists what it did', async () => {
    const lifted = ['slot-taken'];
    const { channel, asked } = await stackWith(
      [claimed],
      [],
      [
        { ...claimed, lifted },
        { kind: 'left', invitationId: ID },
      ],
    );
    const { exitCode, stdout, stderr } = await channel(['claims', 'rebuild', '--local']);
    expect(asked).toEqual([{ check: false }, { check: false, after: '1' }, { check: false, after: '2' }]);
    expect(stderr).toMatch(/^Looked at 20 items, 1 out of order …$/m);
    expect(stdout).toContain(`${ID} at 2041-12-04T10:00:00.000Z: was given its place.`);
    expect(stdout).toContain(`${ID} at 2041-12-04T10:00:00.000Z: was given its place, overriding slot-taken.`);
    expect(stdout).toContain(`${ID}: cannot be placed`);
    expect(exitCode).toBe(3);
  });

  test('fails as long as a booking overlaps with another by an earlier run', async () => {
    const { channel } = await stackWith([{ ...claimed, kind: 'overlapping' }]);
    const { exitCode, stdout } = await channel(['claims', 'rebuild', '--local']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(
      `${ID} at 2041-12-04T10:00:00.000Z: has a place that somebody else has too, move or cancel one of the two.`,
    );
  });

  test('is fine if nothing is left for a person', async () => {
    const { channel } = await stackWith([claimed], []);
    expect((await channel(['claims', 'rebuild', '--local'])).exitCode).toBe(0);
  });

  test('checks without a write, and fails if anything is out of order', async () => {
    const { channel, asked } = await stackWith([claimed]);
    const { exitCode, json } = await channel(['claims', 'rebuild', '--check', '--local', '--json']);
    expect(asked).toEqual([{ check: true }]);
    expect([exitCode, json()]).toEqual([3, { check: true, looked: 10, findings: [claimed], interrupted: false }]);
    const inOrder = await stackWith([]);
    const { exitCode: fine, stdout } = await inOrder.channel(['claims', 'rebuild', '--check', '--local']);
    expect([fine, stdout]).toEqual([0, 'Looked at 10 items: every booking has its place.\n']);
  });

  test('stops after the page under way when it is interrupted', async () => {
    const { channel, asked } = await stackWith([claimed], [claimed]);
    const onInterrupt = (stop: () => void) => {
      stop();
      return () => undefined;
    };
    const { exitCode, stdout } = await channel(['claims', 'rebuild', '--local'], { onInterrupt });
    expect([exitCode, asked]).toEqual([130, []]);
    expect(stdout).toContain('Interrupted: run this again for the rest.');
  });

  test('says what to do if the function fails', async () => {
    const { channel } = await startChannelWorld({
      rebuildPage: async () => ({ status: 200, body: { errorType: 'Error', errorMessage: 'no' } }),
    });
    const { exitCode, stderr } = await channel(['claims', 'rebuild', '--local']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('read its log, then run this again');
  });
});
