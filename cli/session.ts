import * as z from 'zod/mini';
import { type Contract, EXAMPLE_CHANNEL_ID } from '../functions/shared/contract/contract.ts';
import { type ChannelAdmin, openChannelAdmin } from '../functions/shared/provider/channel-admin.ts';
import { readContractFile } from './contract-file.ts';
import { EXIT, VerbFailure } from './exit-codes.ts';
import type { Io } from './io.ts';
import { createProgress, type Progress } from './progress.ts';
import { readToken } from './prompt.ts';
import type { AwsChoice } from './stack/deployed-stack.ts';
import type { Stack } from './stack/stack.ts';

/** The options of every verb. */
export const CommonOptions = z.object({
  local: z.optional(z.boolean()),
  stack: z.optional(z.string()),
  region: z.optional(z.string()),
  profile: z.optional(z.string()),
  contract: z.optional(z.string()),
  json: z.optional(z.boolean()),
});
export type CommonOptions = z.infer<typeof CommonOptions>;

/** A verb's dependencies, each read or called only on demand. */
export type Session = {
  io: Io;
  progress: Progress;
  contract(): Promise<Contract>;
  stack(): Promise<Stack>;
  /** The channel's administrative methods, with the given token or else the stored one. */
  channel(stack: Stack, token?: string): Promise<ChannelAdmin>;
  /** The contract's channel, for steps before the first deploy. Prompts for the token and does not store it. */
  channelOfContract(): Promise<ChannelAdmin>;
};

/** Generous: the user sees what the program is waiting for. */
const CALL_MS = 15_000;

export function createSession(io: Io, options: CommonOptions): Session {
  const progress = createProgress(io);
  const contract = () => readContractFile(io.projectFolder, options.contract);

  return {
    io,
    progress,
    contract,
    stack: () => progress.during('Looking for the stack', () => openStack(io, options, contract)),
    async channel({ label, provider, channelId, secrets }, given) {
      const token = given ?? (await progress.during('Reading the channel token', () => secrets.channelToken()));
      if (token) return openChannelAdmin({ baseUrl: provider, channelId, token, withinMs: CALL_MS });
      throw new VerbFailure(
        `No channel token is stored in ${label}: put it there with "npm run channel -- set-token".`,
      );
    },
    async channelOfContract() {
      if (options.local || options.stack !== undefined) {
        throw new VerbFailure('--ask-token works without a stack: leave --local and --stack out.', EXIT.wrongUsage);
      }
      const { id: channelId, apiBaseUrl: baseUrl } = (await contract()).channel;
      if (channelId === EXAMPLE_CHANNEL_ID) {
        throw new VerbFailure("channel.id in the contract is the example: put your channel's id there first.");
      }
      return openChannelAdmin({ baseUrl, channelId, token: await readToken(io, channelId), withinMs: CALL_MS });
    },
  };
}

/** The SDK's clients load on demand, so that help and usage errors appear at once. */
async function openStack(io: Io, options: CommonOptions, contract: () => Promise<Contract>): Promise<Stack> {
  if (options.local) return (await import('./stack/local-stack.ts')).openLocalStack(io.projectFolder);
  const name = options.stack ?? (await contract()).name;
  const { region, profile } = options;
  const choice: AwsChoice = { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  return (await import('./stack/deployed-stack.ts')).openDeployedStack(name, choice);
}
