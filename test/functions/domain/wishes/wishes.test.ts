import { describe, expect, it } from 'vitest';
import { consentIn } from '../../../../functions/shared/domain/customer/intent.ts';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../../functions/shared/domain/delivery/delivery.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import type { SortedMessage } from '../../../../functions/shared/domain/wishes/wish-of-message.ts';
import { ASKS_WHEN } from './asks-when.ts';
import { ENGLISH } from './english.ts';
import { LATER } from './later.ts';
import type { Messages } from './messages.ts';
import { ROUNDS } from './rounds/rounds.ts';
import { contract, meaningOf, sorted } from './sorted.ts';
import { SPANISH } from './spanish.ts';

/** One table of several. */
const together = (tables: readonly Messages[]): Messages => ({
  book: tables.flatMap(({ book }) => book),
  cancel: tables.flatMap(({ cancel }) => cancel),
  change: tables.flatMap(({ change }) => change),
  question: tables.flatMap(({ question }) => question),
  nothing: tables.flatMap(({ nothing }) => nothing),
});

const LANGUAGES: readonly [string, Messages][] = [
  ['English', ENGLISH],
  ['Spanish', SPANISH],
  ['both, once the rules were there', LATER],
  ['English, in the rounds', together(ROUNDS.map(({ english }) => english))],
  ['Spanish, in the rounds', together(ROUNDS.map(({ spanish }) => spanish))],
];

/** The least precision of each wish. A doubtful message is a question for a person. */
const WISHES = [
  ['book', 0.95],
  ['cancel', 0.95],
  ['change', 0.95],
  ['question', 0.9],
] as const;

describe.each(LANGUAGES)('what customers write in %s', (_, messages) => {
  const all = Object.entries(messages).flatMap(([meaning, texts]) =>
    texts.map((text) => ({ text, meaning, read: meaningOf(text) })),
  );

  it('brings a booking form for no cancellation, change or question', () => {
    const meant = ['cancel', 'change', 'question'];
    expect(all.filter(({ meaning, read }) => meant.includes(meaning) && read === 'book')).toEqual([]);
  });

  it.each(WISHES)('is recognised as %s with a precision of %d and a recall of 0.95 at least', (wish, least) => {
    const meant = all.filter(({ meaning }) => meaning === wish);
    const read = all.filter((one) => one.read === wish);
    const right = meant.filter((one) => one.read === wish).length;
    expect({ precision: right / read.length, missed: meant.filter((one) => one.read !== wish) }).toEqual({
      precision: expect.toSatisfy((value: number) => value >= least),
      missed: expect.toSatisfy((missed: unknown[]) => missed.length <= meant.length * 0.05),
    });
  });

  it('is no wish where it asks for nothing', () => {
    const read = all.filter(({ meaning, read }) => meaning === 'nothing' && read === 'book');
    expect(read).toEqual([]);
  });
});

describe('the strongest wish', () => {
  it.each([
    ['I need to cancel my appointment and book a new one', 'cancel'],
    ['I want to book. No wait, please cancel', 'cancel'],
    ["I have an appointment tomorrow but I can't make it", 'cancel'],
    ["I can't make Tuesday, do you have anything on Wednesday?", 'change'],
    ['Tengo cita mañana pero no puedo ir', 'cancel'],
    ['¿Puedo cambiar mi cita? Quiero reservar para el martes', 'change'],
    ['Quisiera reservar, por favor. ¿Cuánto cuesta?', 'book'],
  ])('of "%s" is %s', (text, wish) => {
    expect(meaningOf(text)).toBe(wish);
  });

  it.each(["I can't book", '¿a qué hora abren?', 'I will book a flight', 'I booked yesterday', 'Ya reservé, gracias'])(
    'of "%s" is no booking',
    (text) => {
      expect(meaningOf(text)).not.toBe('book');
    },
  );

  it.each([
    'I had to cancel last week, can I get a new appointment?',
    'do you have anything earlier in the week for a first visit',
    'no puedo por las mañanas, tienes algo en la tarde para limpieza?',
  ])('of "%s" is no booking, as it also cancels, changes or says what is impossible: a person sees to it', (text) => {
    expect(meaningOf(text)).not.toBe('book');
  });

  it.each([
    ['someone cancelled my appointment, who was it', 'question'],
    ['mi amiga reservó para las dos, ¿estoy en la lista?', 'question'],
    ['me cobran si cancelo', 'question'],
    ['lo dejamos así, gracias', 'cancel'],
    ['Por favor pásennos a la escalada intermedia', 'change'],
    ['👍', 'nothing'],
  ])('of "%s", which is in doubt, is %s', (text, wish) => {
    expect(meaningOf(text)).toBe(wish);
  });

  it('is a booking where a booking word stands alone, also as a question', () => {
    expect([meaningOf('Hora?'), meaningOf('appointment'), meaningOf('¿Cita?')]).toEqual(['book', 'book', 'book']);
  });

  it('is found with one letter wrong in a long word, and not by a short word that is near', () => {
    expect([meaningOf('I want an appoinment'), meaningOf('My mother has cancer')]).toEqual(['book', 'nothing']);
  });

  it('names the language of the booking words', () => {
    const es: SortedMessage = { wish: 'book', sign: 'words', language: 'es' };
    expect(sorted('hola, quiero reservar')).toEqual(es);
  });

  it('names the language of its words if it is another', () => {
    expect([sorted('please cancel'), sorted('¿cuánto cuesta?')]).toEqual([
      { wish: 'cancel', language: 'en' },
      { wish: 'question', language: 'es' },
    ]);
  });

  it('names no language if it is found in more than one', () => {
    expect(sorted('Zumba?')).toEqual({ wish: 'question' });
  });

  it('says when the appointment is asked for only if it is a question', () => {
    expect(sorted('When is my appointment? Please cancel it')).toEqual({ wish: 'cancel', language: 'en' });
  });
});

describe('a word that stops messages', () => {
  const consentOf = (text: string) =>
    consentIn(
      { messageId: MessageId.parse('wamid.1'), chatId: ChatId.parse('34600000001@c.us'), at: instantAt(0), text },
      contract,
    );

  it.each(Object.values(contract.languages).flatMap(({ optOutWords }) => optOutWords))(
    'is an opt-out: "%s"',
    (word) => {
      expect(consentOf(word)).toBe('opt-out');
    },
  );

  it.each(['Stop, I want to cancel my appointment', 'stop. please cancel', 'Basta, quiero cancelar mi cita'])(
    'is a cancellation within "%s"',
    (text) => {
      expect({ consent: consentOf(text), wish: meaningOf(text) }).toEqual({ consent: undefined, wish: 'cancel' });
    },
  );
});

describe('a typed answer to the question whether to cancel', () => {
  it.each(['yes, cancel', 'Yes cancel it please', 'sí, cancela', 'Sí, cancélala', 'si, cancelar', 'sí cancelen'])(
    'is a cancellation: "%s"',
    (text) => {
      expect(meaningOf(text)).toBe('cancel');
    },
  );

  it.each([
    'no, dont cancel',
    'no, no canceles',
    '¿Y si cancelo?',
    "don't cancel my appointment please",
    'no cancelen mi cita por favor',
  ])('is none: "%s"', (text) => {
    expect(meaningOf(text)).not.toBe('cancel');
  });
});

describe("a question when the customer's own appointment is", () => {
  it.each(ASKS_WHEN.own)('is "%s"', (text) => {
    expect(sorted(text)).toMatchObject({ wish: 'question', asksWhen: true });
  });

  it.each(ASKS_WHEN.other)('is not "%s"', (text) => {
    expect(sorted(text)).not.toHaveProperty('asksWhen');
  });
});
