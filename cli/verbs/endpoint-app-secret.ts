import * as z from 'zod/mini';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { readAppSecret } from '../prompt.ts';
import { examples, type Verb } from './verb.ts';

/** During a change of the app's secret both are accepted. */
const MOST = 2;

const IN_USE = 'The endpoint takes it up within five minutes.';

/** Stores a secret of the Meta app beside the present one. It is never an argument: other users can see those. */
const add: Verb = {
  define: (parent) =>
    parent
      .command('add')
      .description("store a secret of the Flow's Meta app; it is asked for, or read from stdin")
      .addHelpText(
        'after',
        `
Only for a Flow that is connected to an app of your own: one that 1MSG made is connected to their app, whose secret you
do not know. It is on the app's page at developers.facebook.com: App settings, Basic.
${examples('endpoint app-secret add', 'endpoint app-secret add < secret.txt')}`,
      ),

  async run({ stack: openStack, progress, io }) {
    const { secrets, label } = await openStack();
    const present = await secrets.appSecrets();
    const secret = await readAppSecret(io);
    if (present.includes(secret))
      return {
        exitCode: EXIT.fine,
        lines: ['Nothing to change: this secret is stored already.'],
        json: { stored: present.length },
      };
    if (present.length >= MOST)
      throw new VerbFailure('Two are stored already: run "endpoint app-secret remove" first, which removes the older.');
    await progress.during('Storing it', () => secrets.storeAppSecrets([secret, ...present]));
    return {
      exitCode: EXIT.fine,
      lines: [
        `Stored the app secret in ${label}, ${present.length === 0 ? 'the only one' : 'beside the present one'}. ${IN_USE}`,
        'From then on it refuses what is not signed with a stored secret: open a form on your phone. If it does not open, run "npm run channel -- endpoint app-secret remove --all".',
      ],
      json: { stored: present.length + 1 },
    };
  },
};

const RemoveOptions = z.object({ all: z.optional(z.boolean()) });

/** Removes the older secret after a change, or all of them. */
const remove: Verb = {
  define: (parent) =>
    parent
      .command('remove')
      .description('remove the older of two secrets')
      .option('--all', 'remove all of them: signatures are not looked at any more')
      .addHelpText('after', examples('endpoint app-secret remove', 'endpoint app-secret remove --all')),

  async run({ stack: openStack, progress }, { options }) {
    const { all = false } = RemoveOptions.parse(options);
    const { secrets, label } = await openStack();
    const present = await secrets.appSecrets();
    if (present.length === 0)
      return { exitCode: EXIT.fine, lines: ['Nothing to change: no app secret is stored.'], json: { stored: 0 } };
    if (present.length === 1 && !all)
      throw new VerbFailure('Only one is stored: with --all it is removed, and signatures are not looked at any more.');
    const kept = all ? [] : present.slice(0, 1);
    await progress.during('Removing it', () => secrets.storeAppSecrets(kept));
    return {
      exitCode: EXIT.fine,
      lines: [
        all
          ? `Removed every app secret from ${label}. Within five minutes the endpoint looks at no signature any more.`
          : `Removed the older app secret from ${label}. Within five minutes only the newer is accepted.`,
      ],
      json: { stored: kept.length },
    };
  },
};

/** The verbs about the secrets by which WhatsApp signs what it sends to the endpoint. */
export const endpointAppSecret: Verb = {
  define: (parent) =>
    parent
      .command('app-secret')
      .description("say how many secrets of the Flow's Meta app are stored")
      .addHelpText('after', examples('endpoint app-secret', 'endpoint app-secret add')),
  verbs: [add, remove],

  async run({ stack: openStack }) {
    const stored = (await (await openStack()).secrets.appSecrets()).length;
    const says = [
      'No app secret is stored: the endpoint looks at no signature. The secret path and the signed token protect it.',
      'One app secret is stored: the endpoint refuses what is not signed with it.',
      'Two app secrets are stored: the endpoint accepts what either of them signed.',
    ];
    return { exitCode: EXIT.fine, lines: says.slice(stored, stored + 1), json: { stored } };
  },
};
