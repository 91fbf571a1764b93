import * as z from 'zod/mini';
import { emails } from './emails.ts';

/** Who is told of each booking, change and cancellation by e-mail. */
export const Staff = z.strictObject({ emails }, 'must be an object with emails');
export type Staff = z.infer<typeof Staff>;
