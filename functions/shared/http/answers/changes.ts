import * as z from 'zod/mini';

/** The body of `GET /changes`: all that it tells is in its ETag. */
export const ChangesAnswer = z.object({});
export type ChangesAnswer = z.infer<typeof ChangesAnswer>;
