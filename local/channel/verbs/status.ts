import {
  type ChannelFinding,
  findChannelFaults,
  ownRegistration,
} from '../../../functions/shared/provider/channel-health.ts';
import { isOwnWebhook, ownWebhooks, WEBHOOK_PLACES } from '../../../functions/shared/provider/webhook-list.ts';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import { EXIT } from '../exit-codes.ts';
import { columns } from '../report.ts';
import { webhookEntries, webhookLines } from '../webhook-lines.ts';
import { examples, type Verb } from './verb.ts';

const REGISTER = 'run "npm run channel -- register"';

const SENTENCES: Record<ChannelFinding, string> = {
  disconnected: 'The channel is not connected to WhatsApp: look at it in the 1MSG dashboard.',
  'not-registered': `None of this stack's URLs is registered, so it hears nothing: ${REGISTER}.`,
  'partly-registered': `Some of this stack's URLs are missing: ${REGISTER}.`,
  'webhook-disabled': `The provider has disabled URLs of this stack: find out why they failed, then ${REGISTER}.`,
  'acks-off': `The channel does not report deliveries: ${REGISTER}.`,
  'earlier-key': `URLs with an earlier webhook secret are registered: ${REGISTER}.`,
  'registered-twice': `Both forms of this stack's URLs are registered, so everything comes twice: ${REGISTER}.`,
};

/** Whether the channel is connected and tells this stack all it should. */
export const status: Verb = {
  define: (program) =>
    program
      .command('status')
      .description('whether the channel is connected and tells this stack all it should')
      .addHelpText(
        'after',
        `\nExit code 3 if something needs attention.${examples('status', 'status --local --json')}`,
      ),

  async run({ stack: openStack, channel: openChannel, progress }) {
    const stack = await openStack();
    const { api, channelId } = stack;
    const channel = await openChannel(stack);
    const [root, connection, webhooks, settings] = await progress.during('Asking the provider', () =>
      Promise.all([stack.secrets.root(), channel.connection(), channel.webhooks(), channel.settings()]),
    );
    const own = ownWebhooks(api, deriveKeys(root).webhook.current);
    const registration = ownRegistration(webhooks, { api, own });
    const findings = findChannelFaults(connection, settings, registration);
    const others = webhooks.filter(({ url }) => !isOwnWebhook(url, api)).length;

    return {
      exitCode: findings.length > 0 ? EXIT.attention : EXIT.fine,
      lines: [
        ...columns([
          ['Channel', `${channelId}: ${connection.connected ? 'connected' : 'not connected'} ("${connection.word}")`],
          ['Deliveries', settings.acksOn ? 'reported' : 'not reported'],
          ...(settings.redelivery === undefined
            ? []
            : ([['Redelivery', settings.redelivery ? 'failed webhooks are repeated' : 'off']] as const)),
          ['Webhooks', `${webhooks.length} of ${WEBHOOK_PLACES} places taken, ${others} by others`],
        ]),
        ...webhookLines(webhooks, api),
        '',
        ...(findings.length > 0 ? findings.map((finding) => SENTENCES[finding]) : ['All is well.']),
      ],
      json: {
        channelId,
        connected: connection.connected,
        connection: connection.word,
        acksOn: settings.acksOn,
        redelivery: settings.redelivery,
        form: registration.form,
        webhooks: webhookEntries(webhooks, api),
        findings,
      },
    };
  },
};
