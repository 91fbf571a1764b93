/** How people ask to book, in the languages that are known here. */
const WISHES: Readonly<Record<string, string>> = {
  en: 'I’d like to book',
  es: 'Quiero reservar',
  de: 'Ich möchte einen Termin',
  fr: 'Je voudrais un rendez-vous',
  it: 'Vorrei un appuntamento',
  nl: 'Ik wil een afspraak maken',
  pt: 'Quero marcar uma consulta',
};

/** Something the customer may write with one press. */
export type Suggestion = { language: string; text: string };

/** A wish to book in each language of the contract, in words that the contract knows for one. */
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
