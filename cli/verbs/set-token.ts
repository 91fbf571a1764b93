import * as z from 'zod/mini';
import { EXIT } from '../exit-codes.ts';
import { readToken } from '../prompt.ts';
import { examples, type Verb } from './verb.ts';

/** Commander turns `--no-check` into `check: false`. */
const Options = z.object({ check: z._default(z.boolean(), true) });

/** Stores the channel's token where the functions read it. It is never an argument: other users can see those. */
export const setToken: Verb = {
  define: (program) =>
    program
      .command('set-token')
      .description("store the channel's token; it is asked for, or read from stdin")
      .option('--no-check', 'store it without asking the provider whether it is right')
      .addHelpText(
        'after',
        `
The token is on the channel's page in the 1MSG dashboard. What else is in the same secret stays.
${examples('set-token', 'set-token < token.txt')}`,
      ),

  async run({ stack: openStack, channel: openChannel, progress, io }, { options }) {
    const { check } = Options.parse(options);
    const stack = await openStack();
    const { label, channelId, secrets } = stack;
    const token = await readToken(io, channelId);
    const channel = check ? await openChannel(stack, token) : undefined;
    const connection = await progress.during('Asking the provider', async () => channel?.connection());
    const changed = (await secrets.channelToken()) !== token;
    if (changed) await progress.during('Storing the token', () => secrets.storeChannelToken(token));
    return {
      exitCode: connection?.connected === false ? EXIT.attention : EXIT.fine,
      lines: [
        changed
          ? `Stored the channel token in ${label}; the functions take it up within five minutes.`
          : 'Nothing to change: this token is stored already.',
        ...(connection?.connected === false
          ? [
              `The token is right, but the channel is not connected ("${connection.word}"): look at it in the 1MSG dashboard.`,
            ]
          : []),
      ],
      json: { changed, checked: check, connected: connection?.connected },
    };
  },
};
