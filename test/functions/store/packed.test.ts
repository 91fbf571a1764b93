import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../../functions/shared/store/table/packed.ts';

const BOOKING = { startsAt: '2026-12-10T09:30:00.000Z', service: 'Corte de pelo ✂', attention: [], resources: ['ana'] };

describe('what is packed', () => {
  it('is read as it was written: as an attribute, as a member of one, and as the item itself', () => {
    const item = {
      pk: 'item#1',
      ...packed({ language: 'es' }),
      booking: packed(BOOKING),
      history: { one: packed(BOOKING) },
    };
    expect(unpacked(item)).toEqual({ pk: 'item#1', language: 'es', booking: BOOKING, history: { one: BOOKING } });
    expect(unpacked({ notices: packed([BOOKING, BOOKING]) })).toEqual({ notices: [BOOKING, BOOKING] });
  });

  it('takes less than half the room', () => {
    const names = { timeZone: 'Europe/Madrid', serviceTitle: 'Corte', resource: 'ana', resourceName: 'Ana' };
    const value = { ...BOOKING, ...names, customerName: 'Ana García López', resourceNames: ['Ana'] };
    expect(packed(value).packed.length).toBeLessThan(JSON.stringify(value).length / 2);
  });

  it('is read from an image of the stream, which has its bytes as text', () => {
    const text = Buffer.from(packed(BOOKING).packed).toString('base64');
    expect(unpacked({ booking: { state: 'booked', packed: text } })).toEqual({
      booking: { state: 'booked', ...BOOKING },
    });
  });

  it('gives way to what was written beside it since', () => {
    const booking = { ...packed(BOOKING), state: 'booked', attention: ['overlap'] };
    expect(unpacked({ booking })).toEqual({ booking: { ...BOOKING, state: 'booked', attention: ['overlap'] } });
  });

  it('can be read for as long as anything is kept: this was packed in November 2026', () => {
    expect(
      unpacked({ booking: { packed: 'QwtQIzNdQyNdQ4MQA0tUFyIc45xfVJKqkJKqUJCak6/waE4TZjCjWJ2Yl6gUWwsA' } }),
    ).toEqual({ booking: BOOKING });
  });

  it('has nothing to do with what earlier releases wrote', () => {
    const stored = {
      pk: 'invitation#1',
      invitationId: '1',
      overlapsWith: new Set(['2']),
      history: { packed: { kind: 'completion' } },
      attempts: {},
      revision: 2,
    };
    expect(unpacked(stored)).toEqual(stored);
  });
});

it('an id that stands in a key alone is read from it', () => {
  for (const kind of ['invitation', 'notice', 'reminder'])
    expect(unpacked({ pk: `${kind}#0199` })).toMatchObject({ invitationId: '0199' });
  expect(unpacked({ pk: 'approval#0199' })).toEqual({ pk: 'approval#0199' });
});
