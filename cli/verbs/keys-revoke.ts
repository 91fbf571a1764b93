import { Argument } from 'commander';
import * as z from 'zod/mini';
import { EXIT } from '../exit-codes.ts';
import { openKeysApi } from '../keys-api.ts';
import { confirmByTyping } from '../prompt.ts';
import { examples, type Verb } from './verb.ts';

const Options = z.object({ yes: z.optional(z.boolean()) });

/** Revokes one key, and ends the sessions that were begun with it. */
export const revoke: Verb = {
  define: (keys) =>
    keys
      .command('revoke')
      .description('revoke a key for good, and end its sessions')
      .addArgument(new Argument('<keyId>', 'as "keys list" shows it'))
      .option('--yes', 'do it without being asked')
      .addHelpText('after', `\n${examples('keys revoke key-0123456789ab', 'keys revoke key-0123456789ab --yes')}`),

  async run({ stack: openStack, progress, io }, { operands: [keyId = ''], options }) {
    const { yes = false } = Options.parse(options);
    const stack = await openStack();
    const keys = await openKeysApi(stack, progress);
    if (!yes) await confirmByTyping(io, `This revokes ${keyId} of ${stack.label} for good.`, keyId);
    const revoked = await keys.revoke(keyId);
    return {
      exitCode: EXIT.fine,
      lines: [
        `Revoked ${revoked.keyId} of ${revoked.holder} (${revoked.role}). It and its sessions are refused everywhere within a minute.`,
      ],
      json: revoked,
    };
  },
};
