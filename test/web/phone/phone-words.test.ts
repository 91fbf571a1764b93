import { describe, expect, it } from 'vitest';
import { arrange } from '../../../web/phone/chat-timeline.ts';
import { nameDay, nameMonth, nameWeekdays } from '../../../web/phone/flow/calendar.ts';
import { deliveryOf } from '../../../web/phone/message-delivery.ts';
import { readPhoneNumber } from '../../../web/phone/phone-number.ts';
import type { ChatMessage, RefusedSend } from '../../../web/phone/simulator-calls.ts';
import { suggestWishes } from '../../../web/phone/suggestions.ts';
import { formWordsOf } from '../../../web/phone/words/form-words-of.ts';
import { aContract } from '../../support/contract.ts';

const aMessage = (at: string): ChatMessage => ({ id: at, from: 'business', kind: 'text', text: 'Hi', at, history: [] });
const aRefusal = (at: string, reason = 'No.'): RefusedSend => ({ method: 'sendFlow', reason, at });

describe('the ticks', () => {
  it.each([
    [[], 'accepted'],
    [['sent'], 'sent'],
    [['sent', 'delivered'], 'delivered'],
    [['viewed'], 'read'],
    [['sent', 'failed'], 'failed'],
    [['failed', 'delivered'], 'delivered'],
  ])('after %j say %s', (words, delivery) => {
    const error = { code: 131026, title: 'Message undeliverable', details: 'Unable to deliver message.' };
    const history = words.map((status) => ({ status, at: '', ...(status === 'failed' && { error }) }));
    expect(deliveryOf({ history })).toBe(delivery);
  });
});

describe('a suggestion', () => {
  it('is a wish to book that the contract understands, in each of its languages', () => {
    const { languages } = aContract();
    const tags = Object.entries(languages).map(([tag, { intentWords }]) => ({ tag, intentWords }));
    expect(suggestWishes(tags)).toEqual([
      { language: 'en', text: 'I’d like to book' },
      { language: 'es', text: 'Quiero reservar' },
    ]);
  });

  it('falls back on the contract’s own word', () => {
    const strange = [
      { tag: 'en', intentWords: ['slot'] },
      { tag: 'sv', intentWords: ['boka'] },
      { tag: 'fi', intentWords: [] },
    ];
    expect(suggestWishes(strange).map(({ text }) => text)).toEqual(['Slot', 'Boka']);
  });
});

describe('the words around a form', () => {
  it.each([
    ['en', 'Tuesday 6 May 2031', 'May 2031', 'Monday', 'Back'],
    ['en_US', 'Tuesday 6 May 2031', 'May 2031', 'Monday', 'Back'],
    ['es', 'martes 6 de mayo de 2031', 'mayo de 2031', 'lunes', 'Atrás'],
    ['es_MX', 'martes 6 de mayo de 2031', 'mayo de 2031', 'lunes', 'Atrás'],
    ['fr', 'mardi 6 mai 2031', 'mai 2031', 'lundi', 'Back'],
    ['pt-BR', 'terça-feira 6 de maio de 2031', 'maio de 2031', 'segunda-feira', 'Back'],
    ['', 'Tuesday 6 May 2031', 'May 2031', 'Monday', 'Back'],
  ])('in %j name days and months in that language', (tag, day, month, monday, back) => {
    const words = formWordsOf(tag);
    expect(nameDay('2031-05-06', words.names)).toBe(day);
    expect(nameMonth('2031-05', words.names)).toBe(month);
    expect(nameWeekdays(words.names)).toHaveLength(7);
    expect(nameWeekdays(words.names)[0]).toBe(monday);
    expect(words.back).toBe(back);
  });
});

describe('a chat', () => {
  it('stands in the order of time, with a line for each day', () => {
    const messages = [aMessage('2031-05-06T09:00:00Z'), aMessage('2031-05-07T09:00:00Z')];
    const refusals = [aRefusal('2031-05-06T10:00:00Z')];
    const entries = arrange(messages, refusals, (at) => at.slice(0, 10));
    expect(entries.map(({ kind }) => kind)).toEqual(['day', 'message', 'refusal', 'day', 'message']);
  });

  it('tells the same refusal once, unless something came in between', () => {
    const refusals = ['09:01', '09:02', '09:04'].map((time) => aRefusal(`2031-05-06T${time}:00Z`));
    const entries = arrange([aMessage('2031-05-06T09:03:00Z')], refusals, () => 'day');
    expect(entries.flatMap((entry) => (entry.kind === 'refusal' ? [entry.count] : []))).toEqual([2, 1]);
  });
});

it.each([
  ['+34 600 000 001', '34600000001'],
  ['0034 (600) 000-001', '34600000001'],
  ['600', undefined],
  ['hello', undefined],
])('the number %j is read as %j', (text, digits) => {
  expect(readPhoneNumber(text)).toBe(digits);
});
