import type { RebuildPage } from './claims.ts';
import type { HandOff } from './crm-dead-letters.ts';
import type { Inspection } from './stack-inspection.ts';
import type { FailureBucket } from './stored-failures.ts';
import type { StackSecrets } from './stored-secrets.ts';
import type { TraceSource } from './trace-source.ts';

/** One stack as the channel's set-up uses it, deployed or on this machine. */
export type Stack = {
  /** Its name for sentences: "the stack clinic in eu-west-1". */
  label: string;
  /** Its API's address, without a slash at the end. */
  api: string;
  /** The name that its domain has to lead to, if its API has a domain of its own. */
  domainTarget?: string;
  channelId: string;
  /** Its provider's address, without a slash at the end. */
  provider: string;
  secrets: StackSecrets;
  /** Whether its form is live, where the stack tells: `npm start` serves another kind than the contract says. */
  isLive?: boolean;
  /** For `claims rebuild`. Throws VerbFailure if the stack is of an earlier release. */
  openRebuild(): Promise<RebuildPage>;
  /** Its connection to a CRM, if it has one. */
  handOff?: HandOff;
  /** Opens the stream records that its functions failed to process, if they are in a bucket. */
  openFailureBucket?(): Promise<FailureBucket>;
  /** For `trace`. */
  openTrace(): Promise<TraceSource>;
  /** Opens the stack's inside for reading; only `doctor` uses it. */
  inspect(): Promise<Inspection>;
};
