import type * as z from 'zod/mini';
import type { KeyRequest } from '../functions/shared/domain/people/named-key.ts';
import { KeyList, KeyView, NewKey } from '../functions/shared/http/answers/keys.ts';
import { deriveKeys } from '../functions/shared/secrets/derived-keys.ts';
import { VerbFailure } from './exit-codes.ts';
import type { Progress } from './progress.ts';
import type { Stack } from './stack/stack.ts';
import { type ApiRequest, openStackApi, problemIn, sentenceOf } from './stack-api.ts';

/** The named keys of a stack, by its API. Each throws VerbFailure if the API refuses, or does not answer. */
export type KeysApi = {
  create(request: KeyRequest): Promise<NewKey>;
  list(): Promise<KeyView[]>;
  revoke(keyId: string): Promise<KeyView>;
};

/** Opens the named keys with the stack's own key, which is the owner's. */
export async function openKeysApi({ api, secrets }: Stack, progress: Progress): Promise<KeysApi> {
  const root = await progress.during('Reading the API key', () => secrets.root());
  const call = openStackApi({ api, apiKey: deriveKeys(root).apiKey.current });

  async function ask<T>(schema: z.ZodMiniType<T>, request: ApiRequest): Promise<T> {
    const answer = await progress.during('Asking the API', () => call(request));
    if (!answer) throw new VerbFailure('The API gave no answer: repeat the command.');
    const { data } = schema.safeParse(answer.json);
    if (answer.isOk && data !== undefined) return data;
    throw new VerbFailure(sentenceOf(problemIn(answer)));
  }

  return {
    create: (body) => ask(NewKey, { method: 'POST', path: '/keys', body }),
    list: async () => (await ask(KeyList, { method: 'GET', path: '/keys' })).items,
    revoke: (keyId) => ask(KeyView, { method: 'DELETE', path: `/keys/${encodeURIComponent(keyId)}` }),
  };
}
