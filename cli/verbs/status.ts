import {
  type ChannelFinding,
  findChannelFaults,
  ownRegistration,
} from '../../functions/shared/provider/channel-status.ts';
import { isOwnWebhook, ownWebhooks, WEBHOOK_PLACES } from '../../functions/shared/provider/webhook-list.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { CHANNEL_SENTENCES, CRM_SENTENCES, type CrmFinding } from '../channel-sentences.ts';
import { EXIT } from '../exit-codes.ts';
import { columns } from '../report.ts';
import type { Stack } from '../stack/stack.ts';
import { webhookEntries, webhookLines } from '../webhook-lines.ts';
import { examples, type Verb } from './verb.ts';

type Finding = ChannelFinding | CrmFinding;

const SENTENCES: Record<Finding, string> = { ...CHANNEL_SENTENCES, ...CRM_SENTENCES };

/** The state of the CRM's connection, if there is one. */
async function lookAtHandOff({
  handOff,
  secrets,
}: Stack): Promise<{ notTaken: number; findings: Finding[] } | undefined> {
  if (!handOff) return undefined;
  const [notTaken, key] = await Promise.all([handOff.waiting(), secrets.crmKey()]);
  const findings: Finding[] = [
    ...(notTaken > 0 ? (['not-handed-off'] as const) : []),
    ...(key === undefined ? (['crm-key-missing'] as const) : []),
  ];
  return { notTaken, findings };
}

/** Shows whether the channel is connected, its webhooks reach this stack, and bookings reach the CRM. */
export const status: Verb = {
  define: (program) =>
    program
      .command('status')
      .description('whether the channel tells this stack all it should, and bookings get through to the CRM')
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
    const handOff = await progress.during('Looking at the hand-off', () => lookAtHandOff(stack));
    const findings = [...findChannelFaults(connection, settings, registration), ...(handOff?.findings ?? [])];
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
          ...(handOff ? ([['CRM', describeNotTaken(handOff.notTaken)]] as const) : []),
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
        ...(handOff && { notHandedOff: handOff.notTaken }),
        findings,
      },
    };
  },
};

function describeNotTaken(count: number): string {
  if (count === 0) return 'no booking waits that it did not take';
  return `${count} ${count === 1 ? 'booking waits' : 'bookings wait'} that it did not take`;
}
