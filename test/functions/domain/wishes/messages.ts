import type { MessageWish } from '../../../../functions/shared/domain/wishes/wish.ts';

/** What a message means: one of the wishes, or none that the stack acts on. */
export type Meaning = MessageWish | 'nothing';

export type Messages = Readonly<Record<Meaning, readonly string[]>>;
