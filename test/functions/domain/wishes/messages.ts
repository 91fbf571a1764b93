import type { MessageWish } from '../../../../functions/shared/domain/wishes/wish.ts';

/** What a message means: one of the wishes, or none that the stack acts on. */
export type Meaning = MessageWish | 'nothing';

export type Messages = Readonly<Record<Meaning, readonly string[]>>;

/** Messages that were written and labelled before the rules were tried on them. */
export type Round = Readonly<Record<'english' | 'spanish', Messages>>;

/** Each message of a table with what it means. */
export const meaningsIn = (messages: Messages): { text: string; meaning: Meaning }[] =>
  (Object.keys(messages) as Meaning[]).flatMap((meaning) => messages[meaning].map((text) => ({ text, meaning })));
