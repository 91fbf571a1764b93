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

/** The options every verb takes. */
export const CommonOptions = z.object({
  local: z.optional(z.boolean()),
  stack: z.optional(z.string()),
  region: z.optional(z.string()),
  profile: z.optional(z.string()),
  contract: z.optional(z.string()),
  json: z.optional(z.boolean()),
});
export type CommonOptions = z.infer<typeof CommonOptions>;

/** What a verb works with. What it does not ask for is neither read nor called. */
export type Session = {
  io: Io;
  progress: Progress;
  contract(): Promise<Contract>;
  stack(): Promise<Stack>;
  /** The channel's administrative methods, with a token other than the stored one if it is given. */
  channel(stack: Stack, token?: string): Promise<ChannelAdmin>;
  /** The contract's channel, for what comes before the first deploy. Asks for the token and keeps it nowhere. */
  channelOfContract(): Promise<ChannelAdmin>;
};

/** Generous: a person waits, and is told what for. */
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

/** The SDK's clients are loaded only where they are used: help and mistakes are answered at once. */
async function openStack(io: Io, options: CommonOptions, contract: () => Promise<Contract>): Promise<Stack> {
  if (options.local) return (await import('./stack/local-stack.ts')).openLocalStack(io.projectFolder);
  const name = options.stack ?? (await contract()).name;
  const { region, profile } = options;
  const choice: AwsChoice = { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  return (await import('./stack/deployed-stack.ts')).openDeployedStack(name, choice);
}
