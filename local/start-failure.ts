/**
 * Something the person who starts the stack can put right: a port in use, a damaged file, a template feature that
 * does not run here. Its message is one clear sentence that says what to do; no stack trace is shown for it.
 */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
