import { describe, expect, it } from 'vitest';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import {
  type Completion,
  completionEntry,
  FORM_LIMIT_BYTES,
} from '../../../functions/shared/domain/forms/completion.ts';
import type { JsonObject } from '../../../functions/shared/domain/text/json.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';

const contract = aContract();
const { fields } = contract.booking;
const at = instantAt(Date.UTC(2026, 10, 1, 12));
const submitted = (form: JsonObject): Completion => ({ messageId: MessageId.parse('wamid.1'), at, form });
const entryOf = (form: JsonObject, policy = contract) => completionEntry(submitted(form), policy);
const bytesOf = (text: string) => Buffer.byteLength(text);

/** A form whose unknown field fills it up to a number of bytes, with those of the texts that are read from it. */
function filled(bytes: number, form: JsonObject): JsonObject {
  const { read } = entryOf(form);
  const texts = `${read?.service}${read?.customerName}${form['notes'] ?? ''}`;
  const rest = bytes - bytesOf(JSON.stringify({ ...form, other: '' })) - bytesOf(texts);
  return { ...form, other: 'x'.repeat(rest) };
}

describe('a form in the history of a booking', () => {
  it('is kept to the letter, with what it was read as', () => {
    const form = {
      date: '2026-12-01',
      time: '10:30',
      service: ' cut ',
      name: 'Álex',
      notes: ' a note ',
      other: [1, null],
    };
    expect(entryOf(form)).toEqual({
      kind: 'completion',
      at,
      fields: JSON.stringify(form),
      read: {
        startsAt: '2026-12-01T09:30:00.000Z',
        endsAt: expect.any(String),
        timeZone: contract.booking.timeZone,
        service: 'cut',
        customerName: 'Álex',
        notes: 'a note',
        attention: [],
      },
    });
  });

  it('is read in the languages of the contract', () => {
    const { languages, ...others } = contract;
    const form = { date: '6. Mai 2031', time: '10:30' };
    const { read } = entryOf(form, { ...others, languages: { ...languages, de: languages['en'] ?? expect.fail() } });
    expect(read?.attention).toEqual([]);
    expect(entryOf(form).read?.attention).toEqual(['date-unreadable']);
  });

  it('holds notes once where the form has them to the letter', () => {
    const entry = entryOf({ notes: 'a note' });
    expect(entry).toMatchObject({ fields: JSON.stringify({ notes: 'a note' }), notesField: fields.notes });
    expect(entry.read).not.toHaveProperty('notes');
    expect(entryOf({ notes: ' a note' })).not.toHaveProperty('notesField');
    expect(entryOf({})).not.toHaveProperty('notesField');
  });

  const form = { service: '界', name: 'Álex', notes: 'a note — long' };

  it('is kept whole up to its limit in bytes, with the texts that were read from it', () => {
    const whole = filled(FORM_LIMIT_BYTES, form);
    expect(entryOf(whole)).toMatchObject({ fields: JSON.stringify(whole), read: { service: '界' } });
    expect(entryOf(whole)).not.toHaveProperty('partial');
    expect(entryOf(filled(FORM_LIMIT_BYTES + 1, form))).toHaveProperty('partial', true);
  });

  it('keeps above its limit only what the contract names, and asks for attention', () => {
    const date = { date: '2026-12-01' };
    const entry = entryOf(filled(FORM_LIMIT_BYTES + 1, { ...form, ...date, name: [' Álex ', 'B'] }));
    expect(entry).toMatchObject({ kind: 'completion', at, partial: true });
    expect(JSON.parse(entry.fields)).toEqual({ ...form, ...date, name: 'Álex, B' });
    expect(entry.read).toMatchObject({
      service: '界',
      customerName: 'Álex, B',
      notes: form.notes,
      attention: ['time-missing', 'form-too-large'],
    });
    expect(entry).not.toHaveProperty('notesField');
  });

  it.each([
    ['service', 500],
    ['name', 500],
    ['notes', 3_000],
  ])('cuts %s in it to %i bytes of JSON, and says so', (field, limit) => {
    const other = 'x'.repeat(FORM_LIMIT_BYTES);
    const keptOf = (value: string) => String(JSON.parse(entryOf({ [field]: value, other }).fields)[field]);
    const fits = 'x'.repeat(limit - 2);
    expect(keptOf(fits)).toBe(fits);
    const cut = keptOf(`${fits}x`);
    expect(cut).toMatch(/^x+…$/);
    expect(cut.length).toBeGreaterThan(limit * 0.8);
    expect(bytesOf(JSON.stringify(keptOf('界'.repeat(limit))))).toBeLessThanOrEqual(limit);
    expect(bytesOf(JSON.stringify(keptOf('界'.repeat(limit))))).toBeGreaterThan(limit * 0.8);
  });
});
