/** What comes back to the caller: what did not answer is a server error. `text` is the body as it came. */
export type HttpAnswer = { status: number; text: string; body: Record<string, unknown> };

export const NO_ANSWER: HttpAnswer = { status: 500, text: '', body: {} };

export function httpAnswerOf(answer: unknown): HttpAnswer {
  const parsed = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  const text = typeof parsed['body'] === 'string' ? parsed['body'] : '';
  return {
    status: Number(parsed['statusCode'] ?? 500),
    text,
    // Most callers look at the status only.
    get body() {
      return text === '' ? {} : JSON.parse(text);
    },
  };
}
