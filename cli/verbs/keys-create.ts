import { Argument, Option } from 'commander';
import * as z from 'zod/mini';
import { KEY_ROLES } from '../../functions/shared/domain/people/named-key.ts';
import type { NewKey } from '../../functions/shared/http/answers/keys.ts';
import { EXIT } from '../exit-codes.ts';
import { openKeysApi } from '../keys-api.ts';
import { examples, type Verb } from './verb.ts';

const Options = z.object({ role: z.enum(KEY_ROLES) });

/** What the holder of a new key does with it. */
const useOf = ({ holder, role }: NewKey, api: string): string =>
  role === 'backend'
    ? `${holder} sends it with each request to ${api}, as "Authorization: Bearer <key>".`
    : `${holder} signs in with it at ${api}/console, if the contract has a console, or sends it as "Authorization: Bearer <key>".`;

/** Makes a key for one person or one program, and prints it once. */
export const create: Verb = {
  define: (keys) =>
    keys
      .command('create')
      .description('make a key for one person or program; it is printed this once')
      .addArgument(new Argument('<holder>', 'who is to have it: the name stands on what they change'))
      .addOption(new Option('--role <role>', 'what they may do').choices(KEY_ROLES).makeOptionMandatory())
      .addHelpText(
        'after',
        `
desk: all that a day needs, and neither keys nor erasure. backend: invitations, bookings, slots and customers, and no
console. read: looks, and changes nothing. Whoever is to do everything uses the API key that "keys" prints.
${examples('keys create Ana --role desk', 'keys create "Website" --role backend --json')}`,
      ),

  async run({ stack: openStack, progress }, { operands: [holder = ''], options }) {
    const { role } = Options.parse(options);
    const stack = await openStack();
    const made = await (await openKeysApi(stack, progress)).create({ holder, role });
    return {
      exitCode: EXIT.fine,
      lines: [
        `Key of ${made.holder} (${made.role}): ${made.key}`,
        'It is shown this once. Hand it over by a safe way, and to nobody else.',
        useOf(made, stack.api),
        `When it is no longer needed, or somebody else may know it: npm run channel -- keys revoke ${made.keyId}`,
      ],
      json: made,
    };
  },
};
