import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { type LocalStack, startLocalStack } from '../../../local/start-local-stack.ts';
import { type Comparison, say, type Verdict } from '../comparison.ts';
import { inFreshFolder } from '../fresh-folder.ts';
import { lacksPython, withPython } from '../python.ts';
import { faultyDocument, seenIn } from './faulty-document.ts';
import { fuzz } from './fuzzer.ts';

const DOCUMENT = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'openapi.json');
/** Three operations are asked all that is needed in a part of this. */
const PLANTED_SECONDS = 20;

const Document = z.looseObject({ paths: z.record(z.string(), z.looseObject({ get: z.optional(z.looseObject({})) })) });

export type ApiOptions = { seconds: number; seed: number };

async function compareOn({ endpoints }: LocalStack, programs: string, options: ApiOptions): Promise<Verdict> {
  return inFreshFolder(async (folder) => {
    const report = await fuzz({ programs, folder, endpoints, document: DOCUMENT, ...options });
    if (report.failures.length > 0) say(report.printed);
    const faulty = path.join(folder, 'faulty.json');
    await writeFile(
      faulty,
      JSON.stringify(faultyDocument(Document.parse(JSON.parse(await readFile(DOCUMENT, 'utf8'))))),
    );
    const planted = await fuzz({
      ...{ programs, folder, endpoints },
      ...{ document: faulty, seconds: PLANTED_SECONDS, seed: options.seed },
    });
    const { operations, test_cases, failures, errors } = report;
    const untested = operations.total - operations.tested;
    return {
      compared: `${test_cases.generated} requests to ${operations.tested} operations within ${options.seconds} s, seed ${options.seed}, by schemathesis ${report.schemathesis_version}`,
      differences: [
        ...failures.map(({ title, operations: where }) => `${title}: ${where.join(', ')}`),
        ...errors.map((error) => JSON.stringify(error)),
        ...(untested > 0 ? [`${untested} operations were not asked`] : []),
      ],
      planted: seenIn(planted),
    };
  });
}

async function compare(options: ApiOptions): Promise<Verdict> {
  const stack = await startLocalStack({ port: 0, providerPort: 0, form: 'live', exampleBookings: true, quiet: true });
  try {
    return await withPython(import.meta.dirname, ({ programs }) => compareOn(stack, programs, options));
  } finally {
    await stack.stop();
  }
}

/** The HTTP API of the local stack, against its OpenAPI document, by a fuzzer that is not ours. */
export const api = (options: ApiOptions): Comparison => ({ lacks: lacksPython, compare: () => compare(options) });
