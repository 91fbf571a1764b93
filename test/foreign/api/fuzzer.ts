import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Endpoints } from '../../../local/endpoints.ts';
import { runProgram } from '../run-program.ts';

const Report = z.object({
  schemathesis_version: z.string(),
  operations: z.object({ total: z.number(), tested: z.number() }),
  test_cases: z.object({ generated: z.number() }),
  failures: z.array(z.object({ type: z.string(), title: z.string(), operations: z.array(z.string()) })),
  errors: z.array(z.unknown()),
});
/** What the fuzzer found, and what it printed: each failure with the request that shows it. */
export type FuzzerReport = z.infer<typeof Report> & { printed: string };

/**
 * Checks that do not fit. API Gateway answers 404, not 405, to a method that no route has. And a request that fits the
 * document may still be refused, by rules that a schema cannot tell: exactly one of these parameters, a language of the contract.
 */
const EXCLUDED_CHECKS = ['unsupported_method', 'positive_data_acceptance'];

const secretIn = (url: string | undefined) => new URL(url ?? 'http://none/none/none').pathname.split('/')[2] ?? '';

/** 502 says that the provider refused an invitation, which is no fault of the API. The secrets in paths are given, as nobody guesses them. */
const configuration = ({ webhooks, calendar, liveForm }: Endpoints) => {
  const secrets = { webhooks: webhooks.all, calendar, flows: liveForm };
  const operations = Object.entries(secrets).map(
    ([begin, url]) =>
      `[[operations]]\ninclude-path-regex = "^/${begin}/"\nparameters = { "path.secret" = "${secretIn(url)}" }\n`,
  );
  return `[checks.not_a_server_error]\nexpected-statuses = ["2xx", "3xx", "4xx", 502]\n\n${operations.join('\n')}`;
};

export type Fuzzing = {
  /** The folder with the fuzzer's program, and one for its files. */
  programs: string;
  folder: string;
  endpoints: Endpoints;
  /** The OpenAPI document: a file. */
  document: string;
  seconds: number;
  seed: number;
};

/** Asks a running stack what its document describes and what it does not, within so many seconds. */
export async function fuzz({ programs, folder, endpoints, document, seconds, seed }: Fuzzing): Promise<FuzzerReport> {
  const [config, report] = [path.join(folder, 'schemathesis.toml'), path.join(folder, 'report.json')];
  await writeFile(config, configuration(endpoints));
  const args = [
    ...['--config-file', config, 'run', document, '--url', endpoints.api],
    ...['--header', `Authorization: Bearer ${endpoints.apiKey}`, '--seed', String(seed)],
    ...['--max-time', String(seconds), '--phases', 'examples,coverage,fuzzing', '--continue-on-failure', '--no-shrink'],
    ...['--exclude-checks', EXCLUDED_CHECKS.join(','), '--warnings', 'off', '--no-color', '--request-timeout', '30'],
    // Its health checks judge how fast it makes requests itself, which a busy machine fails.
    ...[
      '--suppress-health-check',
      'all',
      '--generation-database',
      'none',
      '--report',
      'json',
      '--report-json-path',
      report,
    ],
  ];
  const { out, errors } = await runProgram(path.join(programs, 'st'), args, { cwd: folder });
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error(`schemathesis made no report: ${errors}${out}`);
  });
  return { ...Report.parse(JSON.parse(text)), printed: out };
}
