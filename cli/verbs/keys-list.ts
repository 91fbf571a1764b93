import type { KeyView } from '../../functions/shared/http/answers/keys.ts';
import { EXIT } from '../exit-codes.ts';
import { openKeysApi } from '../keys-api.ts';
import { examples, type Verb } from './verb.ts';

const dayOf = (instant: string): string => instant.slice(0, 10);

const stateOf = ({ lastUsedAt, revokedAt }: KeyView): string => {
  if (revokedAt) return `revoked on ${dayOf(revokedAt)}`;
  return lastUsedAt ? `last used on ${dayOf(lastUsedAt)}` : 'never used';
};

const lineOf = (key: KeyView): string =>
  `${key.keyId}  ${key.role.padEnd(7)}  ${key.holder}: made on ${dayOf(key.createdAt)}, ${stateOf(key)}`;

/** Shows who has a key, without the keys themselves, which nobody can look up. */
export const list: Verb = {
  define: (keys) =>
    keys
      .command('list')
      .description('show who has a key of their own, what it allows, and when it was last used')
      .addHelpText(
        'after',
        `\nDays are in UTC. A revoked key is listed for 400 days.\n${examples('keys list', 'keys list --json')}`,
      ),

  async run({ stack: openStack, progress }) {
    const items = await (await openKeysApi(await openStack(), progress)).list();
    return {
      exitCode: EXIT.fine,
      lines: items.length > 0 ? items.map(lineOf) : ['Nobody has a key of their own: "keys create" makes one.'],
      json: items,
    };
  },
};
