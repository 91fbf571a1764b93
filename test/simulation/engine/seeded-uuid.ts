import { v5 as realV5, v7 as realV7 } from 'uuid';

const known = new Map<string, string>();
/** Far more than the events of a story. */
const MOST_KNOWN = 10_000;

/** As the library's own. The id of an event is worked out as often as it is announced, and each takes two hashes. */
export function v5(name: string, namespace: string): string {
  const question = `${namespace} ${name}`;
  const id = known.get(question) ?? realV5(name, namespace);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(question, id);
  return id;
}

/** As the library's own, which would otherwise remember the last world's time. Clock and chance are simulated ones. */
export const v7 = (): string =>
  realV7({ msecs: Date.now(), random: globalThis.crypto.getRandomValues(new Uint8Array(16)) });
