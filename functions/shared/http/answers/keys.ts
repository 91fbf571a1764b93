import * as z from 'zod/mini';
import { NamedKey } from '../../domain/people/named-key.ts';

/** A key as `GET /keys` lists it: never with its text. */
export const KeyView = NamedKey;
export type KeyView = z.infer<typeof KeyView>;

/** What `GET /keys` answers. */
export const KeyList = z.object({ items: z.array(KeyView) });
export type KeyList = z.infer<typeof KeyList>;

/** What `POST /keys` answers, once: the key cannot be looked up later. */
export const NewKey = z.extend(KeyView, { key: z.string() });
export type NewKey = z.infer<typeof NewKey>;
