import type { ChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import {
  type ChannelFinding,
  findChannelFaults,
  ownRegistration,
} from '../../functions/shared/provider/channel-status.ts';
import { ownWebhooks } from '../../functions/shared/provider/webhook-list.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { CHANNEL_SENTENCES } from '../channel-sentences.ts';
import type { Stack } from '../stack/stack.ts';
import { checking, type Finding, fault, ok, warning } from './check.ts';

/** The report's lines; each shows its text if none of its findings applies. */
const LINES: { check: string; well: string; findings: ChannelFinding[] }[] = [
  { check: 'Channel', well: 'It is connected to WhatsApp.', findings: ['disconnected'] },
  {
    check: 'Webhooks',
    well: 'All of them are registered, and the provider has disabled none.',
    findings: ['not-registered', 'partly-registered', 'webhook-disabled', 'earlier-key', 'registered-twice'],
  },
  { check: 'Deliveries', well: 'The channel reports them.', findings: ['acks-off'] },
];

/** These findings lose no data. */
const HARMLESS: ReadonlySet<ChannelFinding> = new Set(['earlier-key', 'registered-twice']);

/** Checks the token, the channel's connection, and that all webhooks go to this stack. */
export async function checkChannel({ api, secrets }: Stack, channel: ChannelAdmin): Promise<Finding[]> {
  return checking('Token', async () => {
    const [root, connection, webhooks, settings] = await Promise.all([
      secrets.root(),
      channel.connection(),
      channel.webhooks(),
      channel.settings(),
    ]);
    const own = ownWebhooks(api, deriveKeys(root).webhook.current);
    const found = findChannelFaults(connection, settings, ownRegistration(webhooks, { api, own }));
    return [ok('Token', 'The provider accepts it.'), ...LINES.flatMap((line) => describeLine(line, found))];
  });
}

function describeLine({ check, well, findings }: (typeof LINES)[number], found: ChannelFinding[]): Finding[] {
  const present = findings.filter((finding) => found.includes(finding));
  if (present.length === 0) return [ok(check, well)];
  return present.map((finding) => (HARMLESS.has(finding) ? warning : fault)(check, CHANNEL_SENTENCES[finding]));
}
