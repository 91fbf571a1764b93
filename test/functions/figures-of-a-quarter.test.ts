import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { readFigures } from '../../functions/shared/store/figures/figures.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

/** So many days are counted: as long as all messages of a day are kept. */
const DAYS = 89;

let queries = 0;
const table = useTableModel(async ({ operation }, execute) => {
  if (operation === 'Query') queries += 1;
  return execute();
});
const world = await startWorld(aClinicContract(), table);

// No midnight passes meanwhile.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2034, 5, 2, 12), shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());

it('counts a whole quarter of which little was made, and looks few times at what somebody has to see to', async () => {
  await world.anInvitation();
  const { handler } = await import('../../functions/count-figures/handler.ts');
  queries = 0;
  await handler(
    {},
    lambdaContext('count-figures', 'test-request', () => 600_000),
  );
  // A look reads two kinds of each day until now. With six days for each there would be 16 looks.
  expect(queries).toBeLessThan(1_000);

  const dates = Array.from({ length: DAYS }, (_, back) =>
    LocalDate.parse(new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)),
  );
  const stored = await readFigures(openTable(inject('table').tableName, world.contract.channel.id), dates);
  const counted = [...stored.values()];
  expect(counted).toHaveLength(DAYS);
  expect(counted.reduce((sum, { total }) => sum + total.invited, 0)).toBe(1);
});
