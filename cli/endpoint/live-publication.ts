import { publicKeyOf, publicPem } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { VerbFailure } from '../exit-codes.ts';
import type { Stack } from '../stack/stack.ts';
import { pingSentence } from './check-endpoint.ts';
import { endpointUrl, pingEndpoint } from './ping.ts';

/** What WhatsApp is told of a stack's endpoint. `url` is a secret. */
export type EndpointAddress = { url: string; publicKey: string };

/**
 * The address of a stack's endpoint, with the key that WhatsApp has.
 * @throws VerbFailure if WhatsApp has none
 */
export async function endpointAddress({ api, secrets }: Stack): Promise<EndpointAddress> {
  const [root, keys] = await Promise.all([secrets.root(), secrets.endpointKeys()]);
  const key = keys.find(({ uploadedAt }) => uploadedAt !== undefined);
  if (key) return { url: endpointUrl(api, root), publicKey: publicPem(key) };
  throw new VerbFailure(
    keys.length === 0
      ? 'The endpoint has no key yet: run "npm run channel -- endpoint keys create".'
      : 'WhatsApp does not have the public key yet: run "npm run channel -- endpoint keys upload".',
  );
}

/**
 * Pings the endpoint as WhatsApp does when a live Flow is published.
 * @throws VerbFailure with what to do unless it answers
 */
export async function requireEndpoint({ secrets }: Stack, { url }: EndpointAddress): Promise<void> {
  const [keys, [appSecret]] = await Promise.all([secrets.endpointKeys(), secrets.appSecrets()]);
  const key = keys.find(({ uploadedAt }) => uploadedAt !== undefined);
  const ping = key && (await pingEndpoint(url, { publicKey: publicKeyOf(key), appSecret }));
  if (ping?.outcome === 'active') return;
  throw new VerbFailure(
    `WhatsApp publishes no Flow whose endpoint does not answer. ${pingSentence(ping?.outcome ?? 421)} Then run this again.`,
  );
}

/** The steps in WhatsApp Manager, with what is pasted there. `where` says where the Flow JSON is. */
export const liveStepsByHand = ({ url, publicKey }: EndpointAddress, where: string): string[] => [
  '1. In WhatsApp Manager, open Account tools, Flows, and create a Flow of the category "Appointment booking" with an endpoint.',
  `2. Paste the Flow JSON into its editor and save it: ${where}.`,
  '3. Open its endpoint below the editor, and set the URL, which is a secret:',
  '',
  url,
  '',
  "4. Choose the channel's phone number there, and sign this public key, all of its lines:",
  '',
  ...publicKey.trim().split('\n'),
  '',
  '5. Connect your Meta app if it asks for one; "endpoint app-secret add" then stores its secret.',
  '6. Put the id of the Flow into the contract\'s "flow", as "liveId" beside "kind": "live", and deploy.',
  '7. Run the health check there, and publish the Flow. "npm run channel -- endpoint check" says what is wrong if it fails.',
];
