/** What the lists of words find where the contract has own words for one wish, so that no learned weights are asked. */
import { describe, expect, it } from 'vitest';
import { Contract } from '../../../../functions/shared/contract/contract.ts';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../../functions/shared/domain/delivery/delivery.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { wishOfMessage } from '../../../../functions/shared/domain/wishes/wish-of-message.ts';
import { aContract } from '../../../support/contract.ts';
import { BY_ONE_PHRASE, QUESTIONS_BY_ONE_PHRASE } from './by-one-phrase.ts';
import { ENGLISH } from './english.ts';
import { LATER } from './later.ts';
import { type Meaning, meaningsIn } from './messages.ts';
import { ROUNDS } from './rounds/rounds.ts';
import { SPANISH } from './spanish.ts';

const shipped = aContract();

/** Reads messages by a contract that has own words for one wish in each language. */
function reader(ownWords: object): (text: string) => Meaning {
  const { en, es } = shipped.languages;
  const languages = { en: { ...en, ...ownWords }, es: { ...es, ...ownWords } };
  const contract = Contract.parse({ ...shipped, languages });
  const somebody = { messageId: MessageId.parse('wamid.1'), chatId: ChatId.parse('34600000001@c.us') };
  return (text) => wishOfMessage({ ...somebody, at: instantAt(0), text }, contract, false)?.wish ?? 'nothing';
}

const TABLES = [ENGLISH, SPANISH, LATER, ...ROUNDS.flatMap(({ english, spanish }) => [english, spanish])];
const written = TABLES.flatMap(meaningsIn);

const byOwnQuestions = reader({ questionWords: ['wonder'] });
const read = written.map((one) => ({ ...one, read: byOwnQuestions(one.text) }));
const missed = (wish: Meaning) =>
  read.filter((one) => one.meaning === wish && one.read !== wish).map(({ text }) => text);

const byOwnCancellations = reader({ cancelWords: ['scrap'] });

describe('the lists alone', () => {
  it('find each cancellation, and find nothing where nothing is asked for', () => {
    expect([missed('cancel'), missed('nothing')]).toEqual([[], []]);
  });

  it('find each change but two', () => {
    expect(missed('change')).toEqual([
      'me avisan si alguien cancela para adelantar la mía?',
      '¿se puede hacer mi cita por zoom mejor?',
    ]);
  });

  it('find each wish to book but four', () => {
    expect(missed('book')).toEqual([
      'Hola, todavía no tengo cita, ¿me dan una?',
      'Could you give me a call back appointment with the mortgage adviser',
      'Hello, can I arrange a test drive for Saturday?',
      'me dijeron que tengo que sacar turno para renovar el pasaporte',
    ]);
  });

  it('take nothing else for a cancellation, a change or a wish to book', () => {
    const wrong = read.filter((one) => one.read !== one.meaning && one.read !== 'question' && one.read !== 'nothing');
    expect(wrong).toEqual([]);
  });

  it('find each question but one', () => {
    const questions = written.filter(({ meaning }) => meaning === 'question').map(({ text }) => text);
    expect(questions.filter((text) => byOwnCancellations(text) !== 'question')).toEqual(['esta tina mañana']);
  });

  it('have a phrase for each of these', () => {
    const read = meaningsIn(BY_ONE_PHRASE).map((one) => ({ ...one, read: byOwnQuestions(one.text) }));
    expect(read.filter((one) => one.read !== one.meaning)).toEqual([]);
    expect(QUESTIONS_BY_ONE_PHRASE.filter((text) => byOwnCancellations(text) !== 'question')).toEqual([]);
  });
});
