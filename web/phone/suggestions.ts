/** Example booking requests, in all supported languages. */
const WISHES: Readonly<Record<string, string>> = {
  en: 'I’d like to book',
  es: 'Quiero reservar',
  de: 'Ich möchte einen Termin',
  fr: 'Je voudrais un rendez-vous',
  it: 'Vorrei un appuntamento',
  nl: 'Ik wil een afspraak maken',
  pt: 'Quero marcar uma consulta',
};

/** A message that the customer can send with one press. */
export type Suggestion = { language: string; text: string };

/** One booking request in each contract language, in words that the contract recognises. */
export function suggestWishes(languages: readonly { tag: string; intentWords: readonly string[] }[]): Suggestion[] {
  return languages.flatMap(({ tag, intentWords }) => {
    const [word] = intentWords;
    const wish = WISHES[tag.split('-')[0] ?? tag];
    if (wish && intentWords.some((known) => wish.toLowerCase().includes(known.toLowerCase()))) {
      return [{ language: tag, text: wish }];
    }
    return word === undefined ? [] : [{ language: tag, text: word.charAt(0).toUpperCase() + word.slice(1) }];
  });
}
