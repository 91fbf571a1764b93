import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { Answer } from './request.ts';

const Problem = z.looseObject({
  type: z.string().check(z.regex(/^urn:appointment-flow:problem:[a-z-]+$/)),
  title: z.string().check(z.minLength(1)),
  status: z.number(),
  requestId: z.string().check(z.minLength(1)),
});

/** Expects a problem of the API (RFC 9457) of this status and kind, which names the request. */
export function expectProblem(answer: Answer, status: number, kind: string): void {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(answer.body);
  expect([answer.status, problem.status, problem.type]).toEqual([
    status,
    status,
    `urn:appointment-flow:problem:${kind}`,
  ]);
}
