/** The exit codes of all verbs. Scripts rely on them: a code's meaning does not change. */
export const EXIT = {
  /** Done, or everything is in order. */
  fine: 0,
  /** AWS, the provider or the API refused or failed. */
  failed: 1,
  /** The command line is not valid. */
  wrongUsage: 2,
  /** The verb did its work, and what it found needs a person. */
  attention: 3,
  /** `send`: the time was up before the invitation's outcome was known. */
  unsettled: 4,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a verb with one sentence for the user, without a stack trace. */
export class VerbFailure extends Error {
  override readonly name = 'VerbFailure';
  readonly exitCode: ExitCode;

  constructor(sentence: string, exitCode: ExitCode = EXIT.failed, options?: ErrorOptions) {
    super(sentence, options);
    this.exitCode = exitCode;
  }
}
