/** What comes back to the caller: what did not answer is a server error. */
export type HttpAnswer = { status: number; body: Record<string, unknown> };

export function httpAnswerOf(answer: unknown): HttpAnswer {
  const parsed = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  return {
    status: Number(parsed['statusCode'] ?? 500),
    // Most callers look at the status only.
    get body() {
      return typeof parsed['body'] === 'string' ? JSON.parse(parsed['body']) : {};
    },
  };
}
