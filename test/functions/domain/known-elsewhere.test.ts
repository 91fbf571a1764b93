/** What dashboards, searches of logs and callers outside of this project know by its words. */
import { expect, it } from 'vitest';
import { reusedKey, unknownInvitation } from '../../../functions/shared/domain/delivery/refusal.ts';
import { DUE_ITEM_FAILED_REMARK } from '../../../functions/shared/domain/log-remarks.ts';
import { METRIC_NAMESPACE } from '../../../functions/shared/domain/metrics.ts';

it('metrics and remarks in logs keep the names by which others look for them', () => {
  expect([METRIC_NAMESPACE, DUE_ITEM_FAILED_REMARK]).toEqual(['AppointmentFlow', 'due item failed']);
});

it.each([
  ['an invitation that is not there', unknownInvitation(), 'not-found'],
  ['a key that came with another request', reusedKey(), 'idempotency-key-reused'],
])('%s is refused with its reason and a sentence', (_, refusal, kind) => {
  expect(refusal).toMatchObject({ name: 'Refusal', kind, faults: [] });
  expect(refusal.message).toMatch(/^\p{Lu}.{20,}\.$/u);
});
