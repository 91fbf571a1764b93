import * as z from 'zod/mini';
import { now } from '../../functions/shared/domain/time/instant.ts';
import type { ChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import { createEndpointKey, publicPem } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { aloneFrom, uploadableFrom } from '../endpoint/key-times.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { examples, type Verb } from './verb.ts';

/** Makes the first key. */
const create: Verb = {
  define: (parent) =>
    parent
      .command('create')
      .description("make the endpoint's first private key, and keep it in the stack's secret")
      .addHelpText('after', examples('endpoint keys create', 'endpoint keys create --local')),

  async run({ stack: openStack, progress }) {
    const { secrets, label } = await openStack();
    if ((await secrets.endpointKeys()).length > 0)
      throw new VerbFailure('There is a key already: "endpoint keys rotate" makes another one.');
    const key = await createEndpointKey(now());
    await progress.during('Storing the key', () => secrets.storeEndpointKeys([key]));
    return {
      exitCode: EXIT.fine,
      lines: [
        `Made the key ${key.id} of ${label}. Every function has read it at ${uploadableFrom(key)}.`,
        'Then give its public key to WhatsApp: "npm run channel -- endpoint keys upload".',
      ],
      json: { id: key.id, uploadableFrom: uploadableFrom(key) },
    };
  },
};

/** Makes the next key, which replaces the older of two. */
const rotate: Verb = {
  define: (parent) =>
    parent
      .command('rotate')
      .description('make the next key; the present one opens what phones send until the rotation after this one')
      .addHelpText(
        'after',
        `
A rotation is refused until the newest key has been with WhatsApp for a day: phones may still use the one before it.
${examples('endpoint keys rotate', 'endpoint keys upload')}`,
      ),

  async run({ stack: openStack, progress }) {
    const { secrets, label } = await openStack();
    const [newest, oldest] = await secrets.endpointKeys();
    if (!newest) throw new VerbFailure('There is no key yet: "endpoint keys create" makes the first one.');
    if (!newest.uploadedAt)
      throw new VerbFailure(`The key ${newest.id} is not with WhatsApp yet: run "endpoint keys upload" first.`);
    const from = aloneFrom(newest);
    if (oldest && from && now() < from)
      throw new VerbFailure(`Phones may use the key ${oldest.id} until ${from}: rotate after that.`);
    const key = await createEndpointKey(now());
    await progress.during('Storing the key', () => secrets.storeEndpointKeys([key, newest]));
    return {
      exitCode: EXIT.fine,
      lines: [
        `Made the key ${key.id} of ${label}, beside ${newest.id}. Every function has read it at ${uploadableFrom(key)}.`,
        'Then give its public key to WhatsApp: "npm run channel -- endpoint keys upload".',
      ],
      json: { id: key.id, before: newest.id, uploadableFrom: uploadableFrom(key) },
    };
  },
};

const Options = z.object({ done: z.optional(z.boolean()) });

/** For a channel whose provider takes no key. */
const byHand = (publicKey: string): string[] => [
  "The channel's API takes no public key. In WhatsApp Manager, open Flows, the Flow of this channel, and its endpoint.",
  "Choose to sign the public key for the channel's phone number, and paste all of this:",
  '',
  ...publicKey.trim().split('\n'),
  '',
  'Then run "npm run channel -- endpoint keys upload --done".',
];

/** Whether the provider took the key; `false` if it offers no method for it. */
async function isTaken(channel: ChannelAdmin, publicKey: string): Promise<boolean> {
  try {
    await channel.uploadPublicKey(publicKey);
    return true;
  } catch (error) {
    if (error instanceof ChannelError && (error.fault === 'not-offered' || error.fault === 'not-found')) return false;
    throw error;
  }
}

/** Gives the newest public key to WhatsApp, and records that it has it. */
const upload: Verb = {
  define: (parent) =>
    parent
      .command('upload')
      .description('give the newest public key to WhatsApp')
      .option('--done', 'record that WhatsApp got it by hand')
      .addHelpText(
        'after',
        `
It is refused until every function has read the private key, as phones use the public one at once. Where the channel's
API does not offer it, the steps in WhatsApp Manager are printed.
${examples('endpoint keys upload', 'endpoint keys upload --done')}`,
      ),

  async run({ stack: openStack, channel: openChannel, progress }, { options }) {
    const { done = false } = Options.parse(options);
    const stack = await openStack();
    const { secrets } = stack;
    const [key, ...others] = await secrets.endpointKeys();
    if (!key) throw new VerbFailure('There is no key yet: "endpoint keys create" makes the first one.');
    const from = uploadableFrom(key);
    if (now() < from)
      throw new VerbFailure(`Some functions may not have read the key ${key.id} yet: wait until ${from}.`);
    const publicKey = publicPem(key);
    const channel = done ? undefined : await openChannel(stack);
    const isUploaded =
      !channel || (await progress.during('Giving the key to WhatsApp', () => isTaken(channel, publicKey)));
    if (!isUploaded)
      return { exitCode: EXIT.attention, lines: byHand(publicKey), json: { id: key.id, uploaded: false, publicKey } };
    const uploadedAt = key.uploadedAt ?? now();
    await progress.during('Recording it', () => secrets.storeEndpointKeys([{ ...key, uploadedAt }, ...others]));
    return {
      exitCode: EXIT.fine,
      lines: [`WhatsApp has the public key of ${key.id}.`],
      json: { id: key.id, uploaded: true, uploadedAt },
    };
  },
};

/** The verbs about the endpoint's keys. */
export const endpointKeys: Verb = {
  define: (parent) =>
    parent
      .command('keys')
      .description('make, upload and replace the private keys that open what phones send')
      .addHelpText('after', examples('endpoint keys create', 'endpoint keys upload', 'endpoint keys rotate')),
  verbs: [create, upload, rotate],
  run: async () => ({
    exitCode: EXIT.wrongUsage,
    lines: ['Say what to do: "endpoint keys create", "upload" or "rotate".'],
    json: {},
  }),
};
