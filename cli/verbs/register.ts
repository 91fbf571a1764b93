import * as z from 'zod/mini';
import type { ChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import type { RegisteredWebhook } from '../../functions/shared/provider/channel-webhooks.ts';
import {
  holdSameUrls,
  isOwnWebhook,
  ownWebhooks,
  planRegistration,
  WEBHOOK_PLACES,
  type WebhookForm,
} from '../../functions/shared/provider/webhook-list.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import type { Progress } from '../progress.ts';
import type { Report } from '../report.ts';
import { rewriteWebhooks } from '../rewrite-webhooks.ts';
import { webhookEntries, webhookLines } from '../webhook-lines.ts';
import { examples, type Verb } from './verb.ts';

const Options = z.object({ single: z.optional(z.boolean()) });

/** Registers this stack's webhooks on the channel and keeps the URLs of others. */
export const register: Verb = {
  define: (program) =>
    program
      .command('register')
      .description("add this stack's webhook URLs to the channel and turn delivery statuses on")
      .option('--single', 'one URL for all kinds, which leaves more places to others')
      .addHelpText(
        'after',
        `
A channel has ${WEBHOOK_PLACES} places for URLs. This stack takes three of them, one for each kind of webhook, or a single
one for all kinds if others leave fewer than three. Other people's URLs are kept as they are. This stack's own
older URLs are replaced. Doing it twice changes nothing. Exit code 3, and nothing is changed, if no place is free.
${examples('register', 'register --single')}`,
      ),

  async run({ stack: openStack, channel: openChannel, progress }, { options }) {
    const { single = false } = Options.parse(options);
    const stack = await openStack();
    const { api } = stack;
    const channel = await openChannel(stack);
    const [root, before] = await progress.during('Reading the list of webhooks', () =>
      Promise.all([stack.secrets.root(), channel.webhooks()]),
    );
    const own = ownWebhooks(api, deriveKeys(root).webhook.current);
    const urls = before.map(({ url }) => url);
    const plan = planRegistration(urls, { api, own, single });
    if (plan.kind === 'no-place') return refusal(before, api);

    const isToBeWritten = !holdSameUrls(plan.urls, urls) || before.some((one) => isOwnAndDisabled(one, api));
    const after = isToBeWritten ? await rewriteWebhooks(channel, plan.urls, { api, progress }) : before;
    const acksTurnedOn = await ensureAcks(channel, progress);
    return success({ before, after, api, form: plan.form, isWritten: isToBeWritten, acksTurnedOn });
  },
};

const isOwnAndDisabled = ({ url, enabled }: RegisteredWebhook, api: string) =>
  enabled === false && isOwnWebhook(url, api);

/** Returns whether they had to be turned on. */
async function ensureAcks(channel: ChannelAdmin, progress: Progress): Promise<boolean> {
  const areOn = () => progress.during('Reading the settings', async () => (await channel.settings()).acksOn);
  if (await areOn()) return false;
  await progress.during('Turning delivery statuses on', () => channel.turnAcksOn());
  if (await areOn()) return true;
  throw new VerbFailure(
    'The webhooks are registered, but the provider did not turn delivery statuses on (ackNotificationsOn): turn them on in the 1MSG dashboard.',
  );
}

function refusal(webhooks: RegisteredWebhook[], api: string): Report {
  return {
    exitCode: EXIT.attention,
    lines: [
      `No place is free: the channel takes at most ${WEBHOOK_PLACES} URLs, and others have them all. Nothing was changed.`,
      ...webhookLines(webhooks, api),
      'Remove one of them in the 1MSG dashboard, then run this again.',
    ],
    json: { registered: false, changed: false, reason: 'no-place', webhooks: webhookEntries(webhooks, api) },
  };
}

type Registered = {
  before: RegisteredWebhook[];
  after: RegisteredWebhook[];
  api: string;
  form: WebhookForm;
  isWritten: boolean;
  acksTurnedOn: boolean;
};

function success({ before, after, api, form, isWritten, acksTurnedOn }: Registered): Report {
  const changed = isWritten || acksTurnedOn;
  const how = form === 'three' ? 'with a URL for each of the three kinds' : 'with the one URL for all kinds';
  const reEnabled = isWritten
    ? before.filter(({ url, enabled }) => enabled === false && !isOwnWebhook(url, api)).map(({ url }) => url)
    : [];
  return {
    exitCode: EXIT.fine,
    lines: [
      changed
        ? `Registered ${how}; delivery statuses are on.`
        : `Nothing to change: registered ${how}, and delivery statuses are on.`,
      ...webhookLines(after, api),
      ...reEnabled.map((url) => `Writing the list has also enabled ${url} again, which the provider had disabled.`),
    ],
    json: { registered: true, changed, form, acksTurnedOn, reEnabled, webhooks: webhookEntries(after, api) },
  };
}
