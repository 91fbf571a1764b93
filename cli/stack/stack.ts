import type { HandOff } from './crm-dead-letters.ts';
import type { Inspection } from './stack-inspection.ts';
import type { FailureBucket } from './stored-failures.ts';
import type { StackSecrets } from './stored-secrets.ts';

/** One stack as the channel's set-up sees it, deployed or on this machine. */
export type Stack = {
  /** What to call it in a sentence: "the stack clinic in eu-west-1". */
  label: string;
  /** The address of its API, without a slash at the end. */
  api: string;
  channelId: string;
  /** The address of the provider it uses, without a slash at the end. */
  provider: string;
  secrets: StackSecrets;
  /** How it hands bookings to a CRM, if it does. */
  handOff?: HandOff;
  /** Opens what its functions could not take from the table's stream, where that is in a bucket. */
  openFailureBucket?(): Promise<FailureBucket>;
  /** Opens its inside to be looked at, which nothing but `doctor` does. */
  inspect(): Promise<Inspection>;
};
