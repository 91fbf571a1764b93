/** In which language the stack answers in the chat, and which labels are its own. */
import { describe, expect, it } from 'vitest';
import { chatWords, spokenLanguage } from '../../../functions/shared/domain/chat/chat-texts.ts';
import { answersInChat, foldLabel, isOwnLabel } from '../../../functions/shared/domain/chat/chat-wish.ts';
import { aContract } from '../../support/contract.ts';

const contract = aContract();
const { en } = contract.languages;

describe('the words of the chat', () => {
  it('are those of a language that the customer is known by, or the default one', () => {
    expect(spokenLanguage(['fr', undefined, 'es', 'en'], contract)).toBe('es');
    expect(spokenLanguage(['constructor', undefined], contract)).toBe('en');
    expect(chatWords('fr', contract)).toBeUndefined();
    expect(chatWords('es', contract)?.locale).toEqual({ language: 'es', timeZone: 'Europe/Madrid' });
  });

  it('are there or not', () => {
    const silent = Object.fromEntries(
      Object.entries(contract.languages).map(([tag, { chat: _, ...words }]) => [tag, words]),
    );
    expect(answersInChat(contract)).toBe(true);
    expect(answersInChat({ languages: { ...silent, es: contract.languages['es'] } as typeof contract.languages })).toBe(
      true,
    );
    expect(answersInChat({ languages: silent })).toBe(false);
  });

  it('are known by their labels, also by those of templates, however they are written', () => {
    const template = {
      name: 't',
      namespace: 'ns',
      language: 'en',
      buttons: { change: 'Another time', coming: undefined },
    };
    const languages = {
      ...contract.languages,
      en: { ...en, templates: { booked: template, changed: undefined } },
    } as typeof contract.languages;
    for (const label of ['Change', '  CHANGE ', 'yes,  cancel\nit', 'another TIME', 'Cambiar'])
      expect(isOwnLabel(label, { languages })).toBe(true);
    for (const label of ['Chang', '', 'undefined', 'Yescancelit']) expect(isOwnLabel(label, { languages })).toBe(false);
    expect(isOwnLabel('Change', { languages: { en: { ...en, chat: undefined } } as typeof contract.languages })).toBe(
      false,
    );
    expect(foldLabel('Cafe\u0301')).toBe('café');
    expect(foldLabel(' Book \n again')).toBe('book again');
  });
});
