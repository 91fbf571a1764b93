import { afterAll } from 'vitest';
import { ownWebhooks, urlsOf } from '../../functions/shared/provider/webhook-list.ts';
import { createClock } from '../../local/clock.ts';
import { startSimulator } from '../../local/one-msg/simulator.ts';
import type { World } from './world.ts';

/** The token that the world's functions read. */
const TOKEN = 'channel-token';

/** A provider on which the world's channel is well: connected, with the stack's webhooks, and it reports deliveries. */
export async function aHealthyChannel({ contract, keys }: World): Promise<{ url: string }> {
  const { id } = contract.channel;
  const simulator = await startSimulator({ port: 0, channelId: id, channelToken: TOKEN, clock: createClock() });
  afterAll(simulator.close);
  const webhookUrl = urlsOf(ownWebhooks('https://api.test', keys.webhook.current), 'three');
  for (const [path, body] of [
    ['webhook', { webhookUrl }],
    ['settings', { ackNotificationsOn: true }],
  ] as const) {
    const answer = await fetch(`${simulator.url}/${id}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The channel was set up with the answer ${answer.status}.`);
  }
  return { url: simulator.url };
}
