import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSecretString } from '../../../../local/aws/secrets-manager/generate-secret-string.ts';
import { presetGiven } from '../../../../local/aws/secrets-manager/preset-given.ts';
import { openSecretStore } from '../../../../local/aws/secrets-manager/secret-store.ts';
import type { GeneratedSecret, Secret } from '../../../../local/aws/template/stack-model.ts';
import { startTinyStack, type TinyStack } from '../../support/tiny-stack.ts';

const RULES: GeneratedSecret = {
  length: 32,
  excludeCharacters: '',
  excludeLowercase: false,
  excludeUppercase: false,
  excludeNumbers: false,
  excludePunctuation: false,
  includeSpace: false,
  requireEachType: true,
};

describe('a generated secret', () => {
  it('has the length and the characters its rules ask for', () => {
    const text = generateSecretString(
      { ...RULES, length: 64, excludePunctuation: true, excludeCharacters: 'abc' },
      'S',
    );
    expect(text).toMatch(/^[d-zA-Z0-9]{64}$/);
    expect(text).toMatch(/(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])/);
  });

  it('is put into the JSON object of its template', () => {
    const text = generateSecretString({ ...RULES, into: { template: '{"generations":{}}', key: 'root' } }, 'S');
    expect(JSON.parse(text)).toEqual({ generations: {}, root: expect.stringMatching(/^.{32}$/) });
  });
});

describe('the secrets of a running stack', () => {
  let stack: TinyStack;
  beforeAll(async () => {
    stack = await startTinyStack();
  });
  afterAll(() => stack.stop());
  const read = (SecretId: string) => stack.secrets.send(new GetSecretValueCommand({ SecretId }));

  it('are read through the SDK, by name and by ARN', async () => {
    const byName = await read('root');
    expect(JSON.parse(byName.SecretString ?? '')).toMatchObject({ generations: {}, root: expect.any(String) });
    expect(byName.VersionStages).toEqual(['AWSCURRENT']);
    expect((await read(byName.ARN ?? '')).SecretString).toBe(byName.SecretString);
  });

  it('are replaced through the SDK', async () => {
    const put = new PutSecretValueCommand({ SecretId: 'root', SecretString: 'new' });
    const { VersionId } = await stack.secrets.send(put);
    expect(await read('root')).toMatchObject({ SecretString: 'new', VersionId });
    expect((await stack.secrets.send(new DescribeSecretCommand({ SecretId: 'root' }))).Name).toBe('root');
  });

  it('fail as on AWS when there is none of that name', async () => {
    await expect(read('nobody')).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  });

  it('name the AWS call that is not served here, to the caller and on the console', async () => {
    const sentence = 'The local runner does not serve the AWS call secretsmanager.ListSecrets.';
    await expect(stack.secrets.send(new ListSecretsCommand({}))).rejects.toThrow(sentence);
    expect(stack.reported).toContain(sentence);
  });
});

describe('the file of secrets', () => {
  const secret: Secret = { id: 'Root', name: 'root', arn: 'arn', value: { kind: 'generated', rules: RULES } };
  const now = () => new Date();
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('keeps them from one start to the next, readable by their owner only', async () => {
    const path = join(directory, 'secrets.json');
    const first = (await openSecretStore([secret], path, now)).read(secret);
    expect((await openSecretStore([secret], path, now)).read(secret)).toEqual(first);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is refused when damaged', async () => {
    const path = join(directory, 'damaged.json');
    writeFileSync(path, '{"Root":');
    await expect(openSecretStore([secret], path, now)).rejects.toThrow(`The secrets in ${path} cannot be read`);
  });

  it('tells nothing of what is in it when damaged', async () => {
    const path = join(directory, 'quoted.json');
    writeFileSync(path, 'Zq7-token');
    const error: unknown = await openSecretStore([secret], path, now).catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('Zq7');
  });

  it('tells nothing of a given secret that is no JSON', async () => {
    const store = await openSecretStore([secret], undefined, now);
    await store.write(secret, 'Zq7-token');
    const error: unknown = await presetGiven(store, secret).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('Zq7');
  });
});
