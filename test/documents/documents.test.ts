import { readdirSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { PROBLEMS, type ProblemKind, problemType } from '../../functions/shared/http/problem-answer.ts';
import { EVENTS, eventFileName, eventSchemas } from '../../infra/documents/event-schemas.ts';
import { openApiDocument } from '../../infra/documents/openapi.ts';
import { OPERATIONS } from '../../infra/documents/operations.ts';
import { problemTypeIn } from '../../infra/documents/recorded-examples.ts';
import { closed, createValidator, documentedApi } from '../support/documented-api.ts';
import { recordExamples } from './support/record-examples.ts';

const recorded = await recordExamples();
const openApi = openApiDocument(recorded);
const schemas = Object.entries(eventSchemas(recorded.events));

/** `Object.keys` forgets which keys there are. */
const ALL_PROBLEMS = Object.keys(PROBLEMS) as ProblemKind[];

const written = (json: unknown) => `${JSON.stringify(json, undefined, 2)}\n`;

/** Fails when a document and the code have drifted apart. `npm run documents` writes the documents anew. */
describe('the documents', () => {
  it('describe the API as it is, in docs/openapi.json', async () => {
    await expect(written(openApi)).toMatchFileSnapshot('../../docs/openapi.json');
  });

  it.each(schemas)('describe the event as it is, in docs/events/%s', async (file, schema) => {
    await expect(written(schema)).toMatchFileSnapshot(`../../docs/events/${file}`);
  });

  it('describe no event that is none', () => {
    const known = schemas.map(([file]) => file);
    const files = readdirSync(new URL('../../docs/events/', import.meta.url));
    expect(files.filter((file) => !known.includes(file))).toEqual([]);
  });
});

describe('docs/openapi.json', () => {
  it('is an OpenAPI 3.1 document to a validator that knows nothing of us', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(openApi))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  const api = documentedApi(openApi);

  it.each(recorded.calls)(
    'shows what $route really answers: $status $name',
    ({ route, request, status, type, body }) => {
      const text = type?.endsWith('json') ? JSON.stringify(body) : String(body);
      expect(api.faultsOfAnswer(route, { status, headers: type ? { 'content-type': type } : {}, text })).toEqual([]);
      if (status < 300 && request.body !== undefined) expect(api.faultsOfRequest(route, request.body)).toEqual([]);
    },
  );

  it.each(Object.entries(OPERATIONS))('has a real example of every answer of %s', (route, { answers, problems }) => {
    const seen = recorded.calls.filter((call) => call.route === route);
    expect(seen.map(problemTypeIn)).toEqual(expect.arrayContaining(problems.map(problemType)));
    expect(seen.map(({ status }) => status)).toEqual(expect.arrayContaining(Object.keys(answers).map(Number)));
  });

  const id = '0197a0b0-0000-7000-8000-000000000000';

  it.each([
    ['POST /bookings/{invitationId}/cancel', 'If-Match', '"3"', true],
    ['POST /bookings/{invitationId}/cancel', 'If-Match', '*', true],
    ['POST /bookings/{invitationId}/cancel', 'If-Match', '3', false],
    ['POST /bookings/{invitationId}/cancel', 'If-Match', 'W/"3"', false],
    ['GET /slots', 'moved', id, true],
    ['GET /slots', 'moved', 'the last', false],
    ['GET /customers', 'invitationId', id, true],
    ['GET /customers', 'invitationId', '', false],
  ])('says of %s whether it takes %s: %s', (route, name, value, isTaken) => {
    const { parameters = [] } = api.operations.get(route) ?? {};
    const schema = parameters.find((parameter) => parameter.name === name)?.schema;
    expect(createValidator().validate(Object(schema), value)).toBe(isTaken);
  });

  it('has every problem there is', () => {
    expect(recorded.calls.map(problemTypeIn)).toEqual(expect.arrayContaining(ALL_PROBLEMS.map(problemType)));
  });
});

describe('the schemas of the events', () => {
  it.each(Object.keys(EVENTS))('fit what is really said with %s', (type) => {
    const schema = Object.fromEntries(schemas)[eventFileName(type)];
    const ajv = createValidator();
    expect(ajv.validateSchema(schema ?? {})).toBe(true);
    const validate = ajv.compile(closed(schema ?? {}));
    const examples = recorded.events[type] ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      validate(example);
      expect(validate.errors).toBeNull();
    }
  });
});
