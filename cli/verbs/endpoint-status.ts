import type { StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';
import { uploadableFrom } from '../endpoint/key-times.ts';
import { endpointUrl } from '../endpoint/ping.ts';
import { EXIT } from '../exit-codes.ts';
import { columns } from '../report.ts';
import { examples, type Verb } from './verb.ts';

const stateOf = (key: StoredEndpointKey): string =>
  key.uploadedAt
    ? `made ${key.createdAt}, with WhatsApp since ${key.uploadedAt}`
    : `made ${key.createdAt}, not with WhatsApp; may be uploaded from ${uploadableFrom(key)}`;

/** Prints the address of the endpoint, which is a secret, and its keys without their private parts. */
export const endpointStatus: Verb = {
  define: (parent) =>
    parent
      .command('status')
      .description("print the endpoint's URL (it is a secret) and the state of its keys")
      .addHelpText('after', examples('endpoint status', 'endpoint status --local --json')),

  async run({ stack: openStack, progress }) {
    const { api, secrets } = await openStack();
    const root = await progress.during('Reading the root secret', () => secrets.root());
    const keys = await secrets.endpointKeys();
    const url = endpointUrl(api, root);
    const isReady = keys.some(({ uploadedAt }) => uploadedAt !== undefined);
    return {
      exitCode: isReady ? EXIT.fine : EXIT.attention,
      lines: [
        ...columns([['URL', url], ...keys.map((key) => [`Key ${key.id}`, stateOf(key)] as const)]),
        ...(keys.length === 0 ? ['There is no key yet: "npm run channel -- endpoint keys create" makes one.'] : []),
      ],
      json: { url, keys: keys.map(({ id, createdAt, uploadedAt }) => ({ id, createdAt, uploadedAt })) },
    };
  },
};
