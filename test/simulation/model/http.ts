/** What comes back to the caller: what did not answer is a server error. */
export type HttpAnswer = { status: number; body: Record<string, unknown> };

export function httpAnswerOf(answer: unknown): HttpAnswer {
  const parsed = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  const body = typeof parsed['body'] === 'string' ? JSON.parse(parsed['body']) : {};
  return { status: Number(parsed['statusCode'] ?? 500), body };
}
