import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { parseJson } from '../../../functions/shared/domain/text/json.ts';
import { replaceFile } from '../../replace-file.ts';
import { StartFailure } from '../../start-failure.ts';
import type { Secret } from '../template/stack-model.ts';
import { generateSecretString } from './generate-secret-string.ts';

/** The current version of a secret. */
const SecretVersion = z.object({ text: z.string(), versionId: z.string(), createdAt: z.iso.datetime() });
export type SecretVersion = z.infer<typeof SecretVersion>;

const StoredSecrets = z.record(z.string(), SecretVersion);
type StoredSecrets = z.infer<typeof StoredSecrets>;

/** The stack's secrets, in memory or in a file that only its owner can read. */
export type SecretStore = {
  /** The secret with this name or ARN. */
  find(nameOrArn: string): Secret | undefined;
  /** Its current version, which the first call creates. */
  read(secret: Secret): SecretVersion;
  /** Replaces the value; resolves when it is stored. */
  write(secret: Secret, text: string): Promise<SecretVersion>;
  /** Calls `listener` after each replaced value is stored. */
  onWrite(listener: () => void): void;
};

async function load(path: string): Promise<StoredSecrets> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const { data } = StoredSecrets.safeParse(parseJson(text));
  if (data) return data;
  // Without the parser's error, which quotes the text.
  throw new StartFailure(
    `The secrets in ${path} cannot be read: restore the file, delete the whole folder it is in, or start with --ephemeral.`,
  );
}

/**
 * Opens the store and gives every secret of the stack a value.
 * @param path the file; without one the store stays in memory
 * @throws StartFailure if the file is damaged
 */
export async function openSecretStore(
  secrets: Secret[],
  path: string | undefined,
  now: () => Date,
): Promise<SecretStore> {
  const stored = path === undefined ? {} : await load(path);
  const versions = new Map(Object.entries(stored));
  const listeners: (() => void)[] = [];

  async function save(): Promise<void> {
    if (path === undefined) return;
    await replaceFile(path, `${JSON.stringify(Object.fromEntries(versions), undefined, 2)}\n`);
  }

  function set(secret: Secret, text: string): SecretVersion {
    const version = { text, versionId: randomUUID(), createdAt: now().toISOString() };
    versions.set(secret.id, version);
    return version;
  }

  function firstValue({ id, value }: Secret): string {
    return value.kind === 'given' ? value.text : generateSecretString(value.rules, id);
  }

  for (const secret of secrets) if (!versions.has(secret.id)) set(secret, firstValue(secret));
  await save();

  return {
    find: (wanted) => secrets.find(({ name, arn }) => name === wanted || arn === wanted),
    read: (secret) => versions.get(secret.id) ?? set(secret, firstValue(secret)),
    async write(secret, text) {
      const version = set(secret, text);
      await save();
      for (const listener of listeners) listener();
      return version;
    },
    onWrite(listener) {
      listeners.push(listener);
    },
  };
}
