import { planRemoval } from '../../functions/shared/provider/webhook-list.ts';
import { EXIT } from '../exit-codes.ts';
import { rewriteWebhooks } from '../rewrite-webhooks.ts';
import { webhookEntries, webhookLines } from '../webhook-lines.ts';
import { examples, type Verb } from './verb.ts';

/** Removes this stack's URLs from the channel's list: it then receives no webhooks. */
export const unregister: Verb = {
  define: (program) =>
    program
      .command('unregister')
      .description("take this stack's webhook URLs off the channel; it hears nothing from then on")
      .addHelpText(
        'after',
        `\nOther people's URLs and the channel's settings stay as they are.${examples('unregister')}`,
      ),

  async run({ stack: openStack, channel: openChannel, progress }) {
    const stack = await openStack();
    const { api } = stack;
    const channel = await openChannel(stack);
    const before = await progress.during('Reading the list of webhooks', () => channel.webhooks());
    const remaining = planRemoval(
      before.map(({ url }) => url),
      api,
    );
    const removed = before.length - remaining.length;
    const after = removed > 0 ? await rewriteWebhooks(channel, remaining, { api, progress }) : before;
    return {
      exitCode: EXIT.fine,
      lines: [
        removed > 0
          ? `Removed ${removed} of this stack's URLs.`
          : "Nothing to change: none of this stack's URLs is registered.",
        ...webhookLines(after, api),
      ],
      json: { changed: removed > 0, removed, webhooks: webhookEntries(after, api) },
    };
  },
};
