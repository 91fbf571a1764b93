import { Argument } from 'commander';
import * as z from 'zod/mini';
import { KEY_PURPOSES, type KeyPurpose } from '../../functions/shared/secrets/derived-keys.ts';
import { EXIT } from '../exit-codes.ts';
import { confirmByTyping } from '../prompt.ts';
import { examples, type Verb } from './verb.ts';

const Purpose = z.enum(KEY_PURPOSES);
const Options = z.object({ yes: z.optional(z.boolean()) });

const WHAT: Record<KeyPurpose, string> = {
  apiKey: 'the API key',
  webhook: "the webhook URLs' secret",
  calendar: "the calendar URLs' secret",
  signing: 'the key that signs flow tokens',
  endpoint: "the secret in the live form's URL",
};

const NEXT: Record<KeyPurpose, string> = {
  apiKey: 'Give the new key to everybody who calls the API: "npm run channel -- keys" prints it.',
  webhook: 'Put the new URLs on the channel: run "npm run channel -- register".',
  calendar: 'Give the new URLs to everybody who subscribed to a calendar: "npm run channel -- keys" prints it.',
  signing: 'Nothing to do: forms sent so far can still be completed.',
  endpoint: 'Publish the Flow with the new URL: run "npm run channel -- publish-flow --live".',
};

/** Makes the next key of one purpose the current one; the previous key works until the next rotation. */
export const rotate: Verb = {
  define: (keys) =>
    keys
      .command('rotate')
      .description('make a new key; the present one is accepted until the next rotation')
      .addArgument(new Argument('<purpose>', 'which key').choices(KEY_PURPOSES))
      .option('--yes', 'do it without being asked')
      .addHelpText(
        'after',
        `
The functions accept the new key at once, and have taken it up within five minutes. The key before the present one
has stopped working then: wait with a second rotation until everybody has the first one's key.
${examples('keys rotate apiKey', 'keys rotate webhook --yes && npm run channel -- register')}`,
      ),

  async run({ stack: openStack, progress, io }, { operands, options }) {
    const purpose = Purpose.parse(operands[0]);
    const { yes = false } = Options.parse(options);
    const { secrets, label } = await openStack();
    const { generations } = await progress.during('Reading the root secret', () => secrets.root());
    const generation = generations[purpose] ?? 1;
    const isSecond = generation > 1;
    const warning = [
      `This replaces ${WHAT[purpose]} of ${label}. The present one is accepted until the next rotation.`,
      ...(isSecond ? ['The one before it stops working at once.'] : []),
    ];
    if (!yes) await confirmByTyping(io, warning.join(' '), purpose);
    await progress.during('Writing the root secret', () => secrets.raiseGeneration(purpose));
    return {
      exitCode: EXIT.fine,
      lines: [
        `Replaced ${WHAT[purpose]} (generation ${generation + 1}); the one before it is accepted until the next rotation.`,
        NEXT[purpose],
      ],
      json: { purpose, generation: generation + 1, next: NEXT[purpose] },
    };
  },
};
