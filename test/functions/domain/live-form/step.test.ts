import { describe, expect, it } from 'vitest';
import { type Asked, readStep, typedText } from '../../../../functions/shared/domain/live-form/step.ts';

const ZONE = 'Europe/Madrid';
const step = (asked: Partial<Asked>, known?: Parameters<typeof readStep>[2]) =>
  readStep({ action: 'data_exchange', screen: 'CHOOSE', data: {}, ...asked }, ZONE, known);

const service = 'visit';
const start = { date: '2031-05-06', time: '10:30' };

describe('a form that is opened', () => {
  it('begins with the choice, whatever else the phone says', () => {
    expect(step({ action: 'INIT', screen: '' })).toEqual({ at: 'CHOOSE', kind: 'choose' });
    expect(step({ action: 'INIT', screen: 'DETAILS', data: { service } })).toEqual({ at: 'CHOOSE', kind: 'choose' });
  });
});

describe('the choice', () => {
  it('leads to the times of the service, with one person or with anyone', () => {
    const [choice, typed] = [{ service }, {}];
    const look = { at: 'CHOOSE', kind: 'look', choice, typed };
    expect(step({ data: { service } })).toEqual(look);
    expect(step({ data: { service, resource: '-' } })).toEqual(look);
    expect(step({ data: { service, resource: 'ana' } })).toEqual({ ...look, choice: { service, resource: 'ana' } });
  });

  it.each([[{}], [{ service: '' }], [{ service: 7 }], [{ service: 'x'.repeat(41) }]])('is made again by %j', (data) => {
    expect(step({ data })).toEqual({ at: 'CHOOSE', kind: 'choose' });
    expect(step({ screen: 'WHEN', data })).toEqual({ at: 'WHEN', kind: 'choose' });
  });

  it('takes ids of up to 40 characters, and stands for anyone where the person is none', () => {
    const longest = 'x'.repeat(40);
    expect(step({ data: { service: longest, resource: longest } })).toMatchObject({
      choice: { service: longest, resource: longest },
    });
    expect(step({ data: { service, resource: '' } })).toHaveProperty('choice', { service });
    expect(step({ data: { service, resource: `${longest}x` } })).toHaveProperty('choice', { service });
  });

  it('is what a phone is at whose screen is unknown', () => {
    expect(step({ screen: 'UNKNOWN', data: { service } })).toMatchObject({ at: 'CHOOSE', kind: 'look' });
  });
});

describe('the times', () => {
  const when = (data: Asked['data']) => step({ screen: 'WHEN', data: { service, ...data } });
  const at = 'WHEN';
  const choice = { service };

  it('are shown of another date, with what was typed', () => {
    const typed = { name: 'Ana', notes: 'a note' };
    expect(when({ date: '2031-05-06', typed: typedText(typed) })).toEqual({
      at,
      kind: 'look',
      choice,
      date: '2031-05-06',
      typed,
    });
    expect(when({ date: String(Date.UTC(2031, 4, 5, 22)) })).toMatchObject({ kind: 'look', date: '2031-05-06' });
  });

  it.each([['soon'], [null], [''], ['2031-02-30'], [`2031-05-06${' '.repeat(80)}x`]])(
    'are shown of no certain date by %j',
    (date) => {
      expect(when({ date })).toEqual({ at, kind: 'look', choice, typed: {} });
    },
  );

  it('are held one at a time', () => {
    const data = { step: 'hold', ...start, resource: 'ana', typed: typedText({ name: 'Ana' }) };
    expect(when(data)).toEqual({
      at,
      kind: 'hold',
      choice: { service, resource: 'ana' },
      start,
      typed: { name: 'Ana' },
    });
  });

  it.each([
    [{ step: 'hold', date: 'soon' }],
    [{ step: 'hold', time: '25:00' }],
    [{ step: 'hold', time: '-' }],
    [{ step: 'look' }],
    [{}],
  ])('are looked at again by %j', (data) => {
    expect(when({ ...start, ...data })).toMatchObject({ at, kind: 'look', choice });
  });

  it('may suit nobody', () => {
    expect(when({ step: 'none-suits', ...start })).toEqual({ at, kind: 'none-suits', choice });
  });
});

describe('what is typed', () => {
  const typedOf = (typed: unknown) => {
    const read = step({ screen: 'WHEN', data: { service, typed: typed as string } }); // Whatever a phone says.
    return 'typed' in read ? read.typed : undefined;
  };

  it('comes back as it was, from a text that is never empty', () => {
    for (const typed of [{}, { name: 'Ana' }, { notes: 'a "note"' }, { name: 'Ana', notes: 'x' }]) {
      expect(typedText(typed)).not.toBe('');
      expect(typedOf(typedText(typed))).toEqual(typed);
    }
  });

  it.each([['no JSON'], ['[]'], ['"text"'], ['null'], [7], [undefined], ['{"name":" ","notes":null}']])(
    'is nothing in %j',
    (text) => {
      expect(typedOf(text)).toEqual({});
    },
  );

  it('is cut to what a booking keeps', () => {
    expect(typedOf(JSON.stringify({ name: 'n'.repeat(201), notes: 'x'.repeat(2_001) }))).toEqual({
      name: `${'n'.repeat(199)}…`,
      notes: `${'x'.repeat(1_999)}…`,
    });
  });

  it('is not read from more characters than both texts need', () => {
    const ofLength = (length: number) => {
      const text = JSON.stringify({ name: 'Ana', other: '' });
      return JSON.stringify({ name: 'Ana', other: 'x'.repeat(length - text.length) });
    };
    expect(typedOf(ofLength(20_000))).toEqual({ name: 'Ana' });
    expect(typedOf(ofLength(20_001))).toEqual({});
  });
});

describe('the last screen', () => {
  const confirmId = 'live-00000000-0000-7000-8000-000000000000';
  const at = 'DETAILS';
  const details = (data: Asked['data'], more: Partial<Asked> = {}) =>
    step({ screen: 'DETAILS', data: { service, ...start, confirm_id: confirmId, ...data }, ...more });

  it('confirms what is held', () => {
    expect(details({ held_resource: 'ben', resource: 'ana', name: ' Ana ', notes: 'x' })).toEqual({
      at,
      kind: 'confirm',
      choice: { service, resource: 'ana' },
      start,
      confirmId,
      heldResource: 'ben',
      typed: { name: 'Ana', notes: 'x' },
    });
    expect(details({})).toMatchObject({ kind: 'confirm', choice: { service }, heldResource: '-', typed: {} });
  });

  it('reads of each input the one that was shown', () => {
    const data = { name: 'new name', kept_name: 'kept name', notes: 'new notes', kept_notes: 'kept notes' };
    expect(details(data)).toMatchObject({ typed: { name: 'new name', notes: 'new notes' } });
    expect(details({ ...data, has_name: true })).toMatchObject({ typed: { name: 'kept name', notes: 'new notes' } });
    expect(details({ ...data, has_notes: true })).toMatchObject({ typed: { name: 'new name', notes: 'kept notes' } });
    expect(details({ ...data, has_name: 'true', has_notes: false })).toMatchObject({
      typed: { name: 'new name', notes: 'new notes' },
    });
  });

  it.each([
    [{ date: 'soon' }],
    [{ time: 'soon' }],
    [{ confirm_id: 'soon' }],
    [{ confirm_id: `${confirmId}0` }],
    [{ confirm_id: `x${confirmId}` }],
    [{ confirm_id: null }],
  ])('shows the times again by %j', (data) => {
    expect(details({ ...data, name: 'Ana' })).toEqual({
      at,
      kind: 'look',
      choice: { service },
      typed: { name: 'Ana' },
    });
  });

  it('confirms what the invitation holds where the phone does not say the choice', () => {
    expect(details({ service: null }, {})).toMatchObject({ kind: 'confirm', choice: { service: '-' } });
    const data = { ...start, confirm_id: confirmId };
    expect(step({ screen: 'DETAILS', data }, { service, resource: 'ana' })).toMatchObject({
      kind: 'confirm',
      choice: { service, resource: 'ana' },
    });
  });

  it('leads back to the times of the choice, with what was typed', () => {
    const back = { at, kind: 'look', choice: { service }, typed: { name: 'Ana' } };
    expect(details({ name: 'Ana' }, { action: 'BACK' })).toEqual(back);
    expect(details({ name: 'Ana' }, { action: 'BACK', screen: 'WHEN' })).toEqual(back);
    expect(step({ action: 'BACK', screen: 'DETAILS' }, { service: 'held' })).toMatchObject({
      choice: { service: 'held' },
    });
  });

  it('leads from the times back to the choice', () => {
    expect(step({ action: 'BACK', screen: 'CHOOSE', data: { service } })).toEqual({ at: 'WHEN', kind: 'choose' });
  });
});
