/** What the lists of words find by themselves: they read the labels of buttons and rows, for which no weights are asked. */
import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../../functions/shared/domain/delivery/delivery.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { wishOfMessage } from '../../../../functions/shared/domain/wishes/wish-of-message.ts';
import { ENGLISH_BY_ONE_PHRASE } from './by-one-phrase/english.ts';
import { SPANISH_BY_ONE_PHRASE } from './by-one-phrase/spanish.ts';
import { ENGLISH_BY_ONE_SPELLING, SPANISH_BY_ONE_SPELLING } from './by-one-spelling.ts';
import { ENGLISH } from './english.ts';
import { LATER } from './later.ts';
import { type Meaning, type Messages, meaningsIn } from './messages.ts';
import { ROUNDS } from './rounds/rounds.ts';
import { contract } from './sorted.ts';
import { SPANISH } from './spanish.ts';

/** What a message means as the label of a button. */
function readAsLabel(text: string): Meaning {
  const tapped = {
    ...{ messageId: MessageId.parse('wamid.2'), chatId: ChatId.parse('34600000001@c.us'), at: instantAt(0), text },
    tap: { answers: MessageId.parse('wamid.1'), label: text },
  };
  return wishOfMessage(tapped, contract, false)?.wish ?? 'nothing';
}

/** The messages that the lists read otherwise than they are meant, and how they do. */
const misread = (tables: readonly Messages[]) =>
  tables
    .flatMap(meaningsIn)
    .map((one) => ({ ...one, read: readAsLabel(one.text) }))
    .filter(({ meaning, read }) => read !== meaning);

describe('the lists alone', () => {
  it('read each message of the tables as it is meant, but six', () => {
    const tables = [ENGLISH, SPANISH, LATER, ...ROUNDS.flatMap(({ english, spanish }) => [english, spanish])];
    expect(misread(tables)).toEqual([
      { text: 'Hola, todavía no tengo cita, ¿me dan una?', meaning: 'book', read: 'question' },
      { text: 'me avisan si alguien cancela para adelantar la mía?', meaning: 'change', read: 'question' },
      { text: 'esta tina mañana', meaning: 'question', read: 'nothing' },
      { text: 'Hello, can I arrange a test drive for Saturday?', meaning: 'book', read: 'question' },
      { text: 'me dijeron que tengo que sacar turno para renovar el pasaporte', meaning: 'book', read: 'question' },
      { text: '¿se puede hacer mi cita por zoom mejor?', meaning: 'change', read: 'question' },
    ]);
  });

  it.each([
    ['English', ENGLISH_BY_ONE_PHRASE],
    ['Spanish', SPANISH_BY_ONE_PHRASE],
  ])('have a phrase for each of these in %s', (_, messages) => {
    expect(misread([messages])).toEqual([]);
  });

  it.each([
    ['English', ENGLISH_BY_ONE_SPELLING],
    ['Spanish', SPANISH_BY_ONE_SPELLING],
  ])('know the slang and the misspellings of these in %s', (_, messages) => {
    expect(misread([messages])).toEqual([]);
  });
});
