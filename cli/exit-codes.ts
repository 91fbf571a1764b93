/** What a verb's exit code says. Scripts rely on these: none is ever given another meaning. */
export const EXIT = {
  /** Done, or everything is as it should be. */
  fine: 0,
  /** AWS, the provider or the API did not do as asked. */
  failed: 1,
  /** The command line cannot be understood. */
  wrongUsage: 2,
  /** The verb did its work, and what it found needs a person. */
  attention: 3,
  /** `send`: how the invitation ends was not known before the time was up. */
  unsettled: 4,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a verb with one sentence for the person at the terminal, who is shown no stack trace. */
export class VerbFailure extends Error {
  override readonly name = 'VerbFailure';
  readonly exitCode: ExitCode;

  constructor(sentence: string, exitCode: ExitCode = EXIT.failed, options?: ErrorOptions) {
    super(sentence, options);
    this.exitCode = exitCode;
  }
}
