import { findingsReport } from '../doctor/findings-report.ts';
import { checkEndpoint } from '../endpoint/check-endpoint.ts';
import { endpointUrl } from '../endpoint/ping.ts';
import { examples, type Verb } from './verb.ts';

/** Asks the endpoint as a phone does, and says what is wrong. */
export const endpointCheck: Verb = {
  define: (parent) =>
    parent
      .command('check')
      .description('ask the endpoint by its URL, encrypted as phones do, and say what is wrong')
      .addHelpText(
        'after',
        `
It pings with each stored key, with an unknown key, and without a signature, and measures some pings. It changes nothing
and reads nothing of the table. Exit code 3 if there is a fault.
${examples('endpoint check', 'endpoint check --local --json')}`,
      ),

  async run({ stack: openStack, progress }) {
    const { api, secrets } = await openStack();
    const [root, keys, appSecrets] = await progress.during('Reading the root secret', () =>
      Promise.all([secrets.root(), secrets.endpointKeys(), secrets.appSecrets()]),
    );
    const url = endpointUrl(api, root);
    return findingsReport(await progress.during('Asking the endpoint', () => checkEndpoint(url, { keys, appSecrets })));
  },
};
