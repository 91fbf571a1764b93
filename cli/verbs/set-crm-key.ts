import { EXIT } from '../exit-codes.ts';
import { readCrmKey } from '../prompt.ts';
import { examples, type Verb } from './verb.ts';

/** Stores the stack's API key for the CRM. It is never an argument: other users can see those. */
export const setCrmKey: Verb = {
  define: (program) =>
    program
      .command('set-crm-key')
      .description('store the key for the CRM; it is asked for, or read from stdin')
      .addHelpText(
        'after',
        `
The key is what stands in the header that crm.header in the contract names, with its scheme if it has one ("Bearer …").
Store it before the first deploy with "crm" in the contract: without it that deploy fails. A new key is in use at once,
without a deploy. What else is in the same secret stays.
${examples('set-crm-key', 'set-crm-key < key.txt')}`,
      ),

  async run({ stack: openStack, progress, io }) {
    const { label, secrets, handOff } = await openStack();
    const key = await readCrmKey(io);
    const changed = (await secrets.crmKey()) !== key;
    if (changed) await progress.during('Storing the key', () => secrets.storeCrmKey(key));
    // Even if it was stored before: that run may have failed before the connection.
    await progress.during('Telling the connection', async () => handOff?.useKey?.(key));
    return {
      exitCode: EXIT.fine,
      lines: [
        changed ? `Stored the key for the CRM in ${label}.` : 'Nothing to store: this key is stored already.',
        handOff
          ? 'The CRM is called with it from now on.'
          : 'Next: put "crm" with the CRM\'s address into the contract and run "npm run deploy".',
      ],
      json: { changed, inUse: handOff !== undefined },
    };
  },
};
