import * as z from 'zod/mini';
import { readRequest } from '../malformed.ts';

/** What has a notice sent again over HTTP: what is sent is decided by the booking as it is. */
export const ResendBody = z.strictObject({});
export type ResendBody = z.infer<typeof ResendBody>;

/** Holds that the body is one. Throws Refusal `malformed`, naming each field. */
export const readResend = (body: unknown): ResendBody => readRequest(ResendBody, body);
