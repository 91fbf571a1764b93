import { v5 } from 'uuid';

/** Namespaces the ids of announced events (a random UUID, fixed for ever). */
const NAMESPACE = '3f0b6a51-9a55-4f0e-8a0c-5f9d8d7a6c42';

/** The id of the event that announces one fact of one item: made of these alone, so every repeat carries the same. */
export const eventIdOf = (item: string, fact: string): string => v5(`${item}\n${fact}`, NAMESPACE);
