import { EXIT } from '../exit-codes.ts';
import { endpointAppSecret } from './endpoint-app-secret.ts';
import { endpointCheck } from './endpoint-check.ts';
import { endpointKeys } from './endpoint-keys.ts';
import { endpointStatus } from './endpoint-status.ts';
import { examples, type Verb } from './verb.ts';

/** The verbs about the endpoint of the live form. */
export const endpoint: Verb = {
  define: (program) =>
    program
      .command('endpoint')
      .description("set up the live form's endpoint: its address and its keys, and check it")
      .addHelpText('after', examples('endpoint status', 'endpoint keys create', 'endpoint check')),
  verbs: [endpointStatus, endpointCheck, endpointKeys, endpointAppSecret],
  run: async () => ({
    exitCode: EXIT.wrongUsage,
    lines: ['Say what to do: "endpoint status", "check", "keys" or "app-secret".'],
    json: {},
  }),
};
