import { EXIT } from '../exit-codes.ts';
import { claimsRebuild } from './claims-rebuild.ts';
import { examples, type Verb } from './verb.ts';

/** The verbs about the places that bookings take. */
export const claims: Verb = {
  define: (program) =>
    program
      .command('claims')
      .description('give bookings of a time without services their places, or check that all have theirs')
      .addHelpText('after', examples('claims rebuild', 'claims rebuild --check')),
  verbs: [claimsRebuild],
  run: async () => ({
    exitCode: EXIT.wrongUsage,
    lines: ['Say what to do: "claims rebuild", or "claims rebuild --check".'],
    json: {},
  }),
};
