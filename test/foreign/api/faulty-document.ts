import type { PlantedFault } from '../comparison.ts';
import type { FuzzerReport } from './fuzzer.ts';

const Response = (schema: object) => ({ description: 'Planted.', content: { 'application/json': { schema } } });

/** An answer that the stack really gives, described wrongly, and what the fuzzer has to call that. */
const MISTAKES = [
  {
    what: 'an answer that lacks a member',
    path: '/closures',
    responses: { 200: Response({ type: 'object', required: ['planted'] }) },
    type: 'JsonSchemaError',
  },
  {
    what: 'an answer of another type',
    path: '/calendar/{secret}/bookings.ics',
    responses: { 200: Response({ type: 'object' }) },
    type: 'UndefinedContentType',
  },
  { what: 'a status that is not described', path: '/keys', responses: {}, type: 'UndefinedStatusCode' },
];

/** The document with only these three operations, each with its mistake. */
export function faultyDocument(document: { paths: Record<string, { get?: object | undefined }> }): object {
  const paths = MISTAKES.map(({ path, responses }) => [path, { get: { ...document.paths[path]?.get, responses } }]);
  return { ...document, paths: Object.fromEntries(paths) };
}

/** Which of the mistakes a report tells. */
export const seenIn = ({ failures }: FuzzerReport): PlantedFault[] =>
  MISTAKES.map(({ what, path, type }) => ({
    what,
    isSeen: failures.some((failure) => failure.type === type && failure.operations.includes(`GET ${path}`)),
  }));
