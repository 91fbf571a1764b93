import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { EVENTS, eventFileName } from '../../../infra/documents/event-schemas.ts';
import { closed } from '../../support/documented-api.ts';
import type { Comparison, Verdict } from '../comparison.ts';
import { lacksPython, withPython } from '../python.ts';
import { mustRun } from '../run-program.ts';

const HERE = import.meta.dirname;
const SCHEMAS = path.join(HERE, '..', '..', '..', 'docs', 'events');

const JsonObject = z.record(z.string(), z.unknown());
const Event = z.object({ type: z.string(), detail: JsonObject });
type Event = z.infer<typeof Event>;

const Schema = z.looseObject({ examples: z.array(JsonObject) });
type Schema = z.infer<typeof Schema>;

const Judgement = z.object({ validator: z.string(), faults: z.array(z.array(z.string())) });

/** The published schema of each event, by the event's type. */
async function readSchemas(): Promise<Map<string, Schema>> {
  const types = Object.keys(EVENTS);
  const texts = await Promise.all(types.map((type) => readFile(path.join(SCHEMAS, eventFileName(type)), 'utf8')));
  return new Map(texts.map((text, index) => [types[index] ?? '', Schema.parse(JSON.parse(text))]));
}

async function tellStories(stories: number, from: number): Promise<Event[]> {
  const out = await mustRun(process.execPath, [path.join(HERE, 'tell-stories.ts'), String(stories), String(from)]);
  return out.split('\n').flatMap((line) => (line === '' ? [] : [Event.parse(JSON.parse(line))]));
}

/** Details that the schema of an event has to refuse, and what is wrong with each. */
function faultyEvents(type: string, { examples: [detail = {}] }: Schema): (Event & { what: string })[] {
  const [first = ''] = Object.keys(detail);
  return [
    { what: `${type} without any member`, type, detail: {} },
    { what: `${type} with a member that is not described`, type, detail: { ...detail, surprise: true } },
    { what: `${type} with a number as its ${first}`, type, detail: { ...detail, [first]: 7 } },
  ];
}

async function compare(stories: number, from: number): Promise<Verdict> {
  const schemas = await readSchemas();
  const examples = [...schemas].flatMap(([type, { examples: details }]) => details.map((detail) => ({ type, detail })));
  const told = await tellStories(stories, from);
  const faulty = [...schemas].flatMap(([type, schema]) => faultyEvents(type, schema));
  const given = {
    // The published schemas are open, so that a new member breaks no consumer; but one that the product sends and the schema omits is a bug.
    schemas: Object.fromEntries([...schemas].map(([type, schema]) => [type, closed(schema)])),
    events: [...examples, ...told, ...faulty].map(({ type, detail }) => ({ type, detail })),
  };
  const answer = await withPython(HERE, ({ judge }) => judge('validate.py', given));
  const { validator, faults } = Judgement.parse(answer);
  const real = [...examples, ...told];
  const types = new Set(told.map(({ type }) => type));
  return {
    compared: `${examples.length} recorded events, and ${told.length} of ${types.size} types from ${stories} stories, held against their ${schemas.size} schemas by ${validator}`,
    differences: real.flatMap(({ type, detail }, index) =>
      (faults[index] ?? ['is not judged']).map((fault) => `${type} ${detail['eventId']}: ${fault}`),
    ),
    planted: faulty.map(({ what }, index) => ({ what, isSeen: (faults[real.length + index] ?? []).length > 0 })),
  };
}

/** Each event, as recorded and as simulated stories make it, held against its published schema by a validator that is not ours. */
export const events = ({ stories, from }: { stories: number; from: number }): Comparison => ({
  lacks: lacksPython,
  compare: () => compare(stories, from),
});
