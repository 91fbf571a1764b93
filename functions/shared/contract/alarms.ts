import * as z from 'zod/mini';
import { emails } from './emails.ts';

/** Who is told by e-mail when an alarm goes off, and when it is over. */
export const Alarms = z.strictObject({ emails }, 'must be an object with emails');
export type Alarms = z.infer<typeof Alarms>;
