import { v5 } from 'uuid';

/** The UUID namespace of event ids: random, never changed. */
const NAMESPACE = '3f0b6a51-9a55-4f0e-8a0c-5f9d8d7a6c42';

/** The id of the event for one fact of one item. It depends on these alone, so every repeat has the same id. */
export const eventIdOf = (item: string, fact: string): string => v5(`${item}\n${fact}`, NAMESPACE);
