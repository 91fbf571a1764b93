import { EXIT } from '../exit-codes.ts';
import { endpointFlow } from './endpoint-flow.ts';
import { endpointKeys } from './endpoint-keys.ts';
import { endpointStatus } from './endpoint-status.ts';
import { examples, type Verb } from './verb.ts';

/** The verbs about the endpoint of the live form. */
export const endpoint: Verb = {
  define: (program) =>
    program
      .command('endpoint')
      .description("set up the live form's endpoint: its address and its keys")
      .addHelpText('after', examples('endpoint status', 'endpoint keys create', 'endpoint keys upload')),
  verbs: [endpointFlow, endpointStatus, endpointKeys],
  run: async () => ({
    exitCode: EXIT.wrongUsage,
    lines: ['Say what to do: "endpoint status", or "endpoint keys create".'],
    json: {},
  }),
};
