import * as z from 'zod/mini';
import { readRequest } from '../malformed.ts';
import { Instant } from '../time/instant.ts';
import { Actor, KeyId } from './actor.ts';

/** What the holder of a named key may be. Whoever is to do everything has the stack's own key. */
export const KEY_ROLES = ['desk', 'backend', 'read'] as const;

const HOLDER_LIMIT = 60;

/** Who has a key: a person or a program. */
const Holder = z.string('must be text').check(
  z.overwrite((text) => text.trim().toWellFormed()),
  z.minLength(1, 'must not be empty'),
  z.maxLength(HOLDER_LIMIT, `must be at most ${HOLDER_LIMIT} characters`),
  z.refine((text) => !/\p{Cc}/u.test(text), 'must be one line of text'),
);

/** A key of one holder, without the key itself. */
export const NamedKey = z.object({
  keyId: KeyId,
  holder: z.string(),
  role: z.enum(KEY_ROLES),
  createdAt: Instant,
  createdBy: Actor,
  /** A day is exact, the time is that of its first use on that day. */
  lastUsedAt: z.optional(Instant),
  revokedAt: z.optional(Instant),
  revokedBy: z.optional(Actor),
});
export type NamedKey = z.infer<typeof NamedKey>;

/** What makes a key over HTTP. */
export const KeyRequest = z.strictObject({
  holder: Holder,
  role: z.enum(KEY_ROLES, `must be one of ${KEY_ROLES.join(', ')}`),
});
export type KeyRequest = z.infer<typeof KeyRequest>;

/** Reads what makes a key. Throws Refusal `malformed`, naming each field. */
export const readKeyRequest = (body: unknown): KeyRequest => readRequest(KeyRequest, body);

/** Longer than any key. */
const PRESENTED_LIMIT = 200;

/** What signs in over HTTP: any key. */
export const SignInRequest = z.strictObject({
  key: z
    .string('must be a key')
    .check(z.trim(), z.maxLength(PRESENTED_LIMIT, `must be at most ${PRESENTED_LIMIT} characters`)),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/** Reads what signs in. Throws Refusal `malformed`, naming each field. */
export const readSignIn = (body: unknown): SignInRequest => readRequest(SignInRequest, body);
