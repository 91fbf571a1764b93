import * as z from 'zod/mini';
import type { Secret, SecretField } from '../template/stack-model.ts';
import type { SecretStore } from './secret-store.ts';

const Fields = z.record(z.string(), z.unknown());

/** The text under one name in a secret that holds a JSON object; undefined while nobody has put one there. */
export function readSecretField(store: SecretStore, secrets: Secret[], { secret, field }: SecretField) {
  const found = secrets.find(({ id }) => id === secret);
  if (!found) return undefined;
  const value = Fields.parse(JSON.parse(store.read(found).text))[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
