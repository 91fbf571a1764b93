import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { StartFailure } from '../../start-failure.ts';
import type { GeneratedSecret } from '../template/stack-model.ts';

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

function characterTypes(rules: GeneratedSecret): string[] {
  const types = [
    ...(rules.excludeLowercase ? [] : ['abcdefghijklmnopqrstuvwxyz']),
    ...(rules.excludeUppercase ? [] : ['ABCDEFGHIJKLMNOPQRSTUVWXYZ']),
    ...(rules.excludeNumbers ? [] : ['0123456789']),
    ...(rules.excludePunctuation ? [] : [PUNCTUATION]),
    ...(rules.includeSpace ? [' '] : []),
  ];
  const without = (type: string) => [...type].filter((character) => !rules.excludeCharacters.includes(character));
  return types.map((type) => without(type).join('')).filter((type) => type !== '');
}

const pick = (from: string): string => from.charAt(randomInt(from.length));

function shuffle(characters: string[]): string {
  const rest = [...characters];
  return characters.map(() => rest.splice(randomInt(rest.length), 1)[0] ?? '').join('');
}

/**
 * A secret's first value, by Secrets Manager's rules for generated secrets.
 * @throws StartFailure if the rules exclude every character, or the template is not a JSON object
 */
export function generateSecretString(rules: GeneratedSecret, owner: string): string {
  const types = characterTypes(rules);
  const all = types.join('');
  if (all === '') throw new StartFailure(`The secret ${owner} cannot be generated: its rules exclude every character.`);
  const required = rules.requireEachType ? types.map(pick) : [];
  const free = Array.from({ length: Math.max(0, rules.length - required.length) }, () => pick(all));
  const text = shuffle([...required, ...free]);
  if (!rules.into) return text;
  return JSON.stringify({ ...parseObject(rules.into.template, owner), [rules.into.key]: text });
}

function parseObject(json: string, owner: string): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new StartFailure(`The secret ${owner} cannot be generated: its SecretStringTemplate is not a JSON object.`);
}
