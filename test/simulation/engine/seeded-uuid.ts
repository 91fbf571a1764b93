import { v7 as realV7 } from 'uuid';

export { v5 } from 'uuid';

/** As the library's own, which would otherwise remember the last world's time. Clock and chance are simulated ones. */
export const v7 = (): string =>
  realV7({ msecs: Date.now(), random: globalThis.crypto.getRandomValues(new Uint8Array(16)) });
