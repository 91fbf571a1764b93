import * as z from 'zod/mini';
import { parseJson } from '../../../functions/shared/domain/text/json.ts';
import type { Secret, SecretField } from '../template/stack-model.ts';
import type { SecretStore } from './secret-store.ts';

/** @throws Error for a malformed secret, without its text or the parser's error: both may quote the secret */
export function readSecretFields<Value>(schema: z.ZodMiniType<Value>, text: string, { id }: Secret): Value {
  const { data } = schema.safeParse(parseJson(text));
  if (data === undefined) throw new Error(`The secret ${id} does not hold a JSON object of its form.`);
  return data;
}

const Fields = z.record(z.string(), z.unknown());

/** One field of a secret that holds a JSON object; undefined while the field is not set. */
export function readSecretField(store: SecretStore, secrets: Secret[], { secret, field }: SecretField) {
  const found = secrets.find(({ id }) => id === secret);
  if (!found) return undefined;
  const value = readSecretFields(Fields, store.read(found).text, found)[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
