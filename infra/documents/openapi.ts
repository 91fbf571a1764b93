import * as z from 'zod/mini';
import { rolesOf } from '../../functions/shared/http/route-roles.ts';
import { SESSION_COOKIE } from '../../functions/shared/http/session-cookie.ts';
import { API_TERMS } from './api-terms.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import type { RecordedCall, RecordedExamples } from './recorded-examples.ts';
import { responsesOf, SCHEMAS_AT, sharedResponses } from './responses.ts';
import { SHARED_TERMS } from './shared-terms.ts';
import { type JsonSchema, type Term, toJsonSchemas } from './vocabulary.ts';

const DESCRIPTION = `Invites customers to book over WhatsApp, tells how invitations fare, and keeps the bookings.

Each operation names in \`x-roles\` who may use it: \`owner\` is whoever has the stack's own key, the others have a named key.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`type\`. What the gateway answers by itself is
\`{"message": …}\`: a path or method without a route gives 404. HEAD is answered wherever GET is, without
the body. What happens is also announced on the event bus;
the events are described in \`docs/events/\`.`;

const { FlowInvitationRequested: _ofTheBus, ...ofBoth } = SHARED_TERMS;
const TERMS = { ...ofBoth, ...API_TERMS };

/** What a query's schema is made of. */
const QuerySchema = z.object({
  properties: z.record(z.string(), z.looseObject({ description: z.string() })),
  required: z._default(z.array(z.string()), []),
});

const isSuccess = ({ status }: RecordedCall) => status < 300;

function queryParameters(query: Term, calls: readonly RecordedCall[]): JsonSchema[] {
  const { properties, required } = QuerySchema.parse(toJsonSchemas({ query }, SCHEMAS_AT)['query']);
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    const example = calls.find((call) => isSuccess(call) && call.request.query?.[name])?.request.query?.[name];
    return {
      name,
      in: 'query',
      description,
      ...(required.includes(name) && { required: true }),
      schema,
      ...(example !== undefined && { example }),
    };
  });
}

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description:
    'The `revision` of the invitation as the caller saw it, in double quotes. If somebody changed the booking since, nothing is done, and the answer is 412.',
  // `*` says as much as no header.
  schema: { type: 'string', pattern: '^(\\*|"[0-9]{1,9}")$' },
  example: '"3"',
};

function parametersOf(operation: Operation, calls: readonly RecordedCall[]) {
  const { path = {}, query, takesIdempotencyKey, takesRevision } = operation;
  return [
    ...Object.entries(path).map(([name, { description, schema }]) => {
      const named = schema ? { $ref: SCHEMAS_AT + schema } : { type: 'string' };
      return { name, in: 'path', required: true, description, schema: named };
    }),
    ...(query ? queryParameters(query, calls) : []),
    ...(takesIdempotencyKey
      ? [{ name: 'Idempotency-Key', in: 'header', schema: { $ref: `${SCHEMAS_AT}IdempotencyKey` } }]
      : []),
    ...(takesRevision ? [IF_MATCH] : []),
  ];
}

function requestBodyOf({ body }: Operation, calls: readonly RecordedCall[]): JsonSchema {
  if (!body) return {};
  const shown = calls.filter((call) => isSuccess(call) && call.request.body !== undefined);
  const examples = Object.fromEntries(shown.map(({ name, request }) => [name, { value: request.body }]));
  const content = {
    schema: body.term ? { $ref: SCHEMAS_AT + body.term } : {},
    ...(shown.length > 0 && { examples }),
  };
  const { description, isRequired: required } = body;
  return { requestBody: { description, required, content: { 'application/json': content } } };
}

function operationObject(route: string, operation: Operation, calls: readonly RecordedCall[]): JsonSchema {
  const { id: operationId, tag, summary, description, openBy } = operation;
  const parameters = parametersOf(operation, calls);
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(openBy ? { security: [] } : { 'x-roles': rolesOf(route) }),
    ...(parameters.length > 0 && { parameters }),
    ...requestBodyOf(operation, calls),
    responses: responsesOf(operation, calls),
  };
}

function pathsOf(calls: readonly RecordedCall[]): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = route.split(' ');
    const own = calls.filter((call) => call.route === route);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(route, operation, own) };
  }
  return paths;
}

/** The HTTP API as an OpenAPI 3.1 document, made of the schemas the code works with; examples are what was recorded. */
export const openApiDocument = ({ calls }: RecordedExamples): JsonSchema => ({
  openapi: '3.1.0',
  info: {
    title: 'Appointment Flow',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [
    { url: 'http://127.0.0.1:3000', description: 'On one machine: npm start.' },
    {
      url: '{address}',
      description: "Deployed: the stack's output ApiUrl.",
      variables: { address: { default: 'https://api.example.com' } },
    },
  ],
  security: [{ apiKey: [] }, { session: [] }],
  paths: pathsOf(calls),
  components: {
    securitySchemes: {
      apiKey: {
        type: 'http',
        scheme: 'bearer',
        description:
          "The stack's own key (npm run channel -- keys prints it), or a named one (npm run channel -- keys create).",
      },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: SESSION_COOKIE,
        description: 'POST /session sets it. What changes something then needs the Origin of this address.',
      },
    },
    schemas: toJsonSchemas(TERMS, SCHEMAS_AT),
    responses: sharedResponses(calls),
  },
});
