import { ownWebhooks } from '../../functions/shared/provider/webhook-list.ts';
import {
  deriveKeys,
  KEY_PURPOSES,
  type KeyRing,
  type RootSecret,
  resourceCalendarKeys,
} from '../../functions/shared/secrets/derived-keys.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { columns } from '../report.ts';
import { create } from './keys-create.ts';
import { list } from './keys-list.ts';
import { revoke } from './keys-revoke.ts';
import { rotate } from './keys-rotate.ts';
import { examples, type Verb } from './verb.ts';

/** Prints the keys that are derived from the root secret for others. Of other verbs only `keys create` prints a secret. */
export const keys: Verb = {
  define: (program) =>
    program
      .command('keys')
      .description('print the API key, the webhook URLs and the calendar URLs (they are secrets)')
      .addHelpText(
        'after',
        examples('keys', 'keys --local --json', 'keys create Ana --role desk', 'keys list', 'keys rotate apiKey'),
      ),
  verbs: [create, list, revoke, rotate],

  async run({ stack: openStack, contract: readContract, progress }) {
    const { api, channelId, secrets } = await openStack();
    const contract = await readContract().catch(toFault);
    const root = await progress.during('Reading the root secret', () => secrets.root());
    const { apiKey, webhook, calendar } = deriveKeys(root);
    const webhooks = ownWebhooks(api, webhook.current);
    const urlOf = ({ current }: KeyRing) => `${api}/calendar/${current}/bookings.ics`;
    // The resources of another contract's stack are not known.
    const isKnown = !(contract instanceof VerbFailure) && contract.channel.id === channelId;
    const resources = isKnown ? (contract.booking.resources ?? []) : [];
    const ofResources = resources.map((one) => ({ ...one, url: urlOf(resourceCalendarKeys(calendar, one.id)) }));
    const rows = columns([
      ['API', api],
      ['API key', apiKey.current],
      ['Webhook, messages', webhooks.messages],
      ['Webhook, delivery', webhooks.delivery],
      ['Webhook, completions', webhooks.flowCompletion],
      ['Webhook, all kinds', webhooks.all],
      ['Calendar', urlOf(calendar)],
      ...ofResources.map(({ name, url }) => [`Calendar, ${name}`, url] as const),
    ]);
    const fault = contract instanceof VerbFailure ? [`Calendars of single resources: ${contract.message}`] : [];
    return {
      exitCode: EXIT.fine,
      lines: [...rows, ...fault],
      json: {
        api,
        apiKey: apiKey.current,
        webhooks,
        calendar: urlOf(calendar),
        calendars: Object.fromEntries(ofResources.map(({ id, url }) => [id, url])),
        generations: generationsOf(root),
      },
    };
  },
};

/** The keys are needed most when something is broken: they are printed without a contract as well. */
function toFault(error: unknown): VerbFailure {
  if (error instanceof VerbFailure) return error;
  throw error;
}

const generationsOf = ({ generations }: RootSecret) =>
  Object.fromEntries(KEY_PURPOSES.map((purpose) => [purpose, generations[purpose] ?? 1]));
