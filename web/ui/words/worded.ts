/** The languages of the desk. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words of one subject in every language. A language without one of them does not compile. */
export type Worded<Words> = Readonly<Record<Language, Words>>;
