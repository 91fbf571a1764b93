import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod/mini';

const OPENAPI_FILE = new URL('../../docs/openapi.json', import.meta.url);

const Content = z.record(z.string(), z.object({ schema: z.unknown() }));
const Response = z.object({ content: z.optional(Content) });
const Reference = z.object({ $ref: z.string() });
const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.optional(z.boolean()),
  schema: z.unknown(),
});
const Operation = z.object({
  parameters: z._default(z.array(Parameter), []),
  requestBody: z.optional(z.object({ content: Content })),
  responses: z.record(z.string(), z.union([Reference, Response])),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()), responses: z.record(z.string(), Response) }),
});
export type DocumentedOperation = z.infer<typeof Operation>;

/**
 * The same schemas without additional members. The published schemas are open, so that a new member breaks no client;
 * but a member that the code sends and the document omits is a bug.
 */
export function closed(schema: object): object {
  const members = Object.entries(schema).map(([name, member]) => [name, closedWithin(member)]);
  const { type, properties, additionalProperties } = Object.fromEntries(members);
  const isOpen = type === 'object' && properties !== undefined && additionalProperties === undefined;
  return { ...Object.fromEntries(members), ...(isOpen && { additionalProperties: false }) };
}

function closedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedWithin);
  return typeof value === 'object' && value !== null ? closed(value) : value;
}

/** A validator of this dialect, independent of the library that generates the schemas. */
export function createValidator(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return ajv;
}

/** A JSON pointer into the document. */
const pointer = (...names: string[]) =>
  `#/${names.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

export type SeenAnswer = { status: number; headers: Record<string, string>; text: string };

/** The HTTP API as an OpenAPI document describes it. */
export function documentedApi(json: object) {
  const { paths, components } = Document.parse(json);
  const ajv = createValidator();
  ajv.addSchema(closed(json), 'api');

  const operations = new Map<string, DocumentedOperation>(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  );

  function faultsAt(at: string, value: unknown): string[] {
    const validate = ajv.getSchema(`api${at}`);
    if (!validate) throw new Error(`There is no schema at ${at}.`);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'it'} ${message}`);
  }

  function pointerTo(route: string, ...names: string[]): string {
    const [method = '', path = ''] = route.split(' ');
    return pointer('paths', path, method.toLowerCase(), ...names);
  }

  /** A route's response, and its place: some are shared. */
  function findResponse(route: string, status: string) {
    const documented = operations.get(route)?.responses[status];
    if (!documented || !('$ref' in documented))
      return { response: documented, at: pointerTo(route, 'responses', status) };
    return { response: components.responses[documented.$ref.split('/').at(-1) ?? ''], at: documented.$ref };
  }

  return {
    operations,
    schemas: components.schemas,

    /** How a request's body differs from the document; empty if it does not. */
    faultsOfRequest: (route: string, body: unknown): string[] =>
      faultsAt(pointerTo(route, 'requestBody', 'content', 'application/json', 'schema'), body),

    /** How an answer's status, type or body differs from the document. */
    faultsOfAnswer(route: string, { status, headers, text }: SeenAnswer): string[] {
      const { response, at } = findResponse(route, String(status));
      if (!response) return [`status ${status} is not in the document`];
      if (!response.content) return text === '' ? [] : ['a body is not in the document'];
      const type = headers['content-type'] ?? '';
      if (!response.content[type]) return [`the type ${type} is not in the document`];
      const body: unknown = type.endsWith('json') ? JSON.parse(text) : text;
      return faultsAt(at + pointer('content', type, 'schema').slice(1), body);
    },
  };
}

/** The published HTTP API, from `docs/openapi.json`. */
export const readDocumentedApi = () => documentedApi(JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')));
