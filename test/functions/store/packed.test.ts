import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../../functions/shared/store/table/packed.ts';

const BOOKING = { startsAt: '2026-12-10T09:30:00.000Z', service: 'Corte de pelo ✂', attention: [], resources: ['ana'] };

/** Something of each of the common words. */
const EVERYTHING = {
  by: [{ kind: 'owner' }, { kind: 'key', keyId: '', holder: '', role: 'staff' }, { kind: 'system' }],
  failure: { kind: 'refused', status: 400, code: 'no', message: 'off', reason: 'not-told' },
  override: { overrideMinutes: 5, approveBy: 'x', partial: true, notesField: 'notes' },
  why: ['outside-opening-hours', 'slot-taken', 'form-refused', 'too-many-open'],
  place: { outcome: 'refused', reason: 'none-suits' },
  history: [
    ...[
      { kind: 'cancellation', at: '2026' },
      { kind: 'placement', at: '2026', placed: {} },
    ],
    { kind: 'approval', at: '2026' },
  ],
  change: { kind: 'change', at: '2026', changes: {} },
  booking: { kind: 'booking', at: '2026', booking: {}, actor: { kind: 'owner' }, requestHash: 'hash' },
  notices: [
    {
      ...{ createdAt: '2026', deadline: '2026' },
      attempts: [
        {
          ...{ claimId: 'run', claimedAt: '2026', carrier: 'template' },
          ...{ outcome: 'accepted', settledAt: '2026', message: 'message#1' },
        },
      ],
      ...{ revision: 1, purpose: 'changed', content: 'text', end: { state: 'told', at: '2026' }, isSettled: true },
    },
  ],
  reminder: { kind: 'reminder', key: 'day', startsAt: '2026', sendAt: '2026' },
  invitation: {
    ...{ channelId: 'one', recipient: { phone: '34', chatId: '34@c.us' }, customerName: 'Ana', language: 'en' },
    ...{ flowId: '1', source: 'api', requestHash: 'hash' },
  },
  attempt: { claimedAt: '2026', carrier: 'flow', settledAt: '2026', messageId: 'wamid.' },
  form: {
    ...{ kind: 'completion', at: '2026' },
    fields: '{"date":"2026","time":"10:00","service":"cut","resource":"ana","name":"Ana","notes":"none"}',
    read: {
      ...{ startsAt: '2026-12-10T09:30:00.000Z', endsAt: '2026-12-10T10:00:00.000Z', attention: [] },
      ...{ timeZone: 'Europe/Madrid', service: 'cut', customerName: 'Ana', notes: '' },
    },
  },
  placed: {
    ...{ outcome: 'placed', startsAt: '2026-12-10T10:00:00.000Z', endsAt: '2026-12-10T10:30:00.000Z' },
    ...{ timeZone: 'Europe/Madrid', service: 'cut', serviceTitle: 'Cut', resource: 'ana', resourceName: 'Ana' },
    ...{ resources: ['ana'], resourceNames: ['Ana'] },
  },
};
/** The same, as it was packed in November 2026. */
const EVERYTHING_PACKED =
  'ldaxboMwEADQf2H2AArNkM3qFrVL2yGqlMEFUVhAItAmQv731sZn3xmbkAnJsq3Dd77nKfm66Svoda/pcRzRIsOiuklbIMzTlAGGbZfga9lVFQbBuijZun5PjPh3Vc3qroGSJb+1Oo4Idgxrxyh3zJPtHKyEgHGIScmSurkMXU9SErBP3aE9PnCfwHkCclCiyR6FZrMz0IdSRWyEPR2QUmIKw1rCKjdPbjazVh+pU9XMhTxhUmBr5wqMRHDpx5Z2Z/tLm5FBbRoWLw3J9GnGTLV6OioNWHF1IOFLeph7Exziz4RS3Ej7gdjhueD2b3+aYS61A1VItacIRLscU7TLYxDxVgSwsbpkS3nC9WDSqyNcS6bxNp4zTLCcLzSufl80WB1jbU9dy9KQbMU4LHETraC+cRiwxKk+EWVOHKv34sQRKuJYfX6kfA09Q82rKPumJOAU45BEsueok6i93MHOBoPD+3554w/F4xn4rAcRg0IH6EnIyaB2T80Leaim/pP4Bw==';

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
    expect(packed(value).z.length).toBeLessThan(JSON.stringify(value).length / 2);
  });

  it('is read from an image of the stream, which has its bytes as text', () => {
    const text = Buffer.from(packed(BOOKING).z).toString('base64');
    expect(unpacked({ booking: { state: 'booked', z: text } })).toEqual({
      booking: { state: 'booked', ...BOOKING },
    });
  });

  it('gives way to what was written beside it since', () => {
    const booking = { ...packed(BOOKING), state: 'booked', attention: ['overlap'] };
    expect(unpacked({ booking })).toEqual({ booking: { ...BOOKING, state: 'booked', attention: ['overlap'] } });
  });

  it('keeps each time to its millisecond, and all that only looks like one', () => {
    const value = {
      times: [
        '1970-01-01T00:00:00.000Z',
        '2026-12-10T09:30:59.999Z',
        '2109-05-15T07:35:11.103Z',
        '9999-12-31T00:00:00.000Z',
      ],
      texts: ['2026-02-30T00:00:00.000Z', '2026-12-10T09:30:00Z', '"2026-12-10T09:30:00.000Z"', '\u00012345678', ''],
      '2026-12-10T09:30:00.000Z': -1,
    };
    expect(unpacked({ value: packed(value) })).toEqual({ value });
  });

  it('can be read for as long as anything is kept: these bytes are of November 2026', () => {
    expect(unpacked({ booking: { z: 'QwmsRK+04OQIR2SrnfOLSlIVUlIVClJz8hUezWlSwghGFIsS8xKVYmsB' } })).toEqual({
      booking: BOOKING,
    });
    expect(unpacked({ said: { z: EVERYTHING_PACKED } })).toEqual({ said: EVERYTHING });
  });

  it('has nothing to do with what earlier releases wrote', () => {
    const stored = {
      pk: 'invitation#1',
      invitationId: '1',
      overlapsWith: new Set(['2']),
      history: { packed: { kind: 'completion' } },
      notices: [{ revision: 1 }],
      booking: { resources: ['ana'], notes: null },
      nothing: null,
      attempts: {},
      revision: 2,
    };
    expect(unpacked(stored)).toStrictEqual(stored);
  });
});

it('an id that stands in a key alone is read from it', () => {
  for (const kind of ['invitation', 'notice', 'reminder'])
    expect(unpacked({ pk: `${kind}#0199` })).toMatchObject({ invitationId: '0199' });
  for (const pk of ['approval#0199', 'name#channel#invitation#0199#~abc'])
    expect(unpacked({ pk })).toStrictEqual({ pk });
});
