/**
 * A fault that the user who starts the stack can correct: a port in use, a damaged file, an unsupported template
 * feature. Its message is one clear sentence that says what to do; no stack trace is shown.
 */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
