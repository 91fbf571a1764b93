import type { Route } from '../template/stack-model.ts';

/** A matching route and the values of its path variables. */
export type Match = { route: Route; pathParameters: Record<string, string> };

type Segment = { kind: 'literal' | 'variable' | 'greedy'; text: string };
type Candidate = { route: Route; method: string; segments: Segment[] };

const RANK = { literal: 0, variable: 1, greedy: 2 };

function parseSegment(text: string): Segment {
  const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'literal', text };
  return { kind: greedy ? 'greedy' : 'variable', text: name };
}

function matchSegments(segments: Segment[], path: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of segments.entries()) {
    const part = path[index];
    if (part === undefined || part === '') return undefined;
    if (kind === 'literal' && part !== text) return undefined;
    if (kind === 'variable') parameters[text] = part;
    if (kind === 'greedy') {
      parameters[text] = path.slice(index).join('/');
      return parameters;
    }
  }
  return path.length === segments.length ? parameters : undefined;
}

/** Most specific route first: literals before variables before greedy variables, a named method before ANY. */
function compare(one: Candidate, other: Candidate): number {
  for (const [index, segment] of one.segments.entries()) {
    const opposite = other.segments[index];
    if (opposite && segment.kind !== opposite.kind) return RANK[segment.kind] - RANK[opposite.kind];
  }
  return Number(one.method === 'ANY') - Number(other.method === 'ANY');
}

/**
 * Selects routes as an HTTP API does: `$default` takes every request that no other route matches.
 * @returns a function that finds the route for a method and a decoded path (`/invitations/123`)
 */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const fallback = routes.find(({ key }) => key === '$default');
  const candidates = routes
    .filter((route) => route !== fallback)
    .map((route): Candidate => {
      const [method = '', path = ''] = route.key.split(' ');
      return { route, method, segments: path.split('/').slice(1).map(parseSegment) };
    })
    .sort(compare);

  return (method, path) => {
    const parts = path.split('/').slice(1);
    for (const candidate of candidates) {
      if (candidate.method !== method && candidate.method !== 'ANY') continue;
      const pathParameters = matchSegments(candidate.segments, parts);
      if (pathParameters) return { route: candidate.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}
