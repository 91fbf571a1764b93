import { generateLiveForm } from '../../infra/flow/generate-live-form.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { examples, type Verb } from './verb.ts';

/** Prints the Flow JSON of the live form, to be pasted into WhatsApp Manager. */
export const endpointFlow: Verb = {
  define: (parent) =>
    parent
      .command('flow')
      .description('print the Flow JSON of the live form, one for all languages')
      .addHelpText(
        'after',
        `
In WhatsApp Manager, create a Flow with an endpoint, paste the JSON, and set the URL that "endpoint status" prints.
${examples('endpoint flow', 'endpoint flow --json')}`,
      ),

  async run({ contract: readContract }) {
    const { booking } = await readContract();
    if (!booking.services) throw new VerbFailure('The contract names no services: the live form is made of them.');
    const flowJson = generateLiveForm(booking);
    return { exitCode: EXIT.fine, lines: JSON.stringify(flowJson, undefined, 2).split('\n'), json: flowJson };
  },
};
