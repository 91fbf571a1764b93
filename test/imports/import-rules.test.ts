import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod/mini';

const PROJECT = join(import.meta.dirname, '..', '..');
const RULES = ['style/noRestrictedImports', 'suspicious/noImportCycles'];

/** A file for each kind of import that must fail, with its one import. */
const FORBIDDEN = {
  'functions/shared/domain/booking/a.ts': '../../store/table/table.ts',
  'functions/shared/domain/booking/b.ts': '../../contract/contract.ts',
  'functions/shared/domain/booking/c.ts': '@aws-sdk/client-dynamodb',
  'functions/shared/domain/booking/d.ts': 'aws-lambda',
  'functions/shared/domain/e.ts': '../runtime/logger.ts',
  'functions/shared/store/table/a.ts': '../../provider/one-msg.ts',
  'functions/shared/store/table/b.ts': '../../operations/delivery/link-message.ts',
  'functions/shared/provider/a.ts': '../store/table/table.ts',
  'functions/shared/provider/webhook/b.ts': '../../http/body.ts',
  'functions/shared/operations/booking/a.ts': '../../http/problem.ts',
  'functions/shared/secrets/a.ts': '../store/table/table.ts',
  'functions/shared/http/answers/a.ts': '../problem.ts',
  'functions/shared/http/a.ts': '../../send-flow/handler.ts',
  'functions/reconcile/a.ts': '../../infra/outputs.ts',
  'functions/reconcile/b.ts': '../../web/ui/times.ts',
  'functions/reconcile/c.ts': '../../local/clock.ts',
  'functions/reconcile/d.ts': '../../cli/run.ts',
  'functions/reconcile/e.ts': '../../test/support/clock.ts',
  'infra/parts/a.ts': '../../local/clock.ts',
  'infra/parts/b.ts': '../../web/ui/times.ts',
  'web/ui/a.ts': '../../functions/shared/http/problem.ts',
  'web/ui/b.ts': '../../functions/shared/store/table/table.ts',
  'web/ui/c.ts': '../../infra/outputs.ts',
  'web/phone/d.ts': '../../local/clock.ts',
  'cli/verbs/a.ts': '../../local/clock.ts',
  'cli/b.ts': '../test/support/clock.ts',
  'local/aws/sqs/a.ts': '../../../cli/run.ts',
  'local/b.ts': '../test/support/clock.ts',
} as const;

/** Imports that go the right way. */
const ALLOWED = {
  'functions/shared/domain/booking/z.ts': '../delivery/delivery.ts',
  'functions/shared/store/table/z.ts': '../../domain/delivery/delivery.ts',
  'functions/shared/operations/booking/z.ts': '../../store/table/table.ts',
  'functions/shared/http/z.ts': '../operations/booking/change-booking.ts',
  'infra/z.ts': '../functions/shared/domain/metrics.ts',
  'web/ui/z.ts': '../../functions/shared/domain/booking/booking.ts',
  'web/ui/y.ts': '../../functions/shared/http/answers/problem-schema.ts',
  'cli/z.ts': '../infra/context-contract.ts',
  'cli/y.ts': '../local/endpoints.ts',
  'local/z.ts': '../web/control-room/page-settings.ts',
} as const;

const Report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.unknown() }) })),
});

let folder: string;
let faults: string[];

function plant(path: string, text: string): void {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-rules-'));
  cpSync(join(PROJECT, 'biome.json'), join(folder, 'biome.json'));
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  const ways = [
    (from: string) => `import type { Some } from '${from}';\nexport type Other = Some;\n`,
    (from: string) => `export { some } from '${from}';\n`,
    (from: string) => `export const some = () => import('${from}');\n`,
  ];
  for (const [index, [path, from]] of Object.entries(FORBIDDEN).entries()) {
    plant(path, ways[index % ways.length]?.(from) ?? '');
  }
  for (const [path, from] of Object.entries(ALLOWED)) plant(path, `import { some } from '${from}';\n\nsome();\n`);
  plant('local/circle/one.ts', "import type { Two } from './two.ts';\nexport type One = Two;\n");
  plant('local/circle/two.ts', "import type { One } from './one.ts';\nexport type Two = One;\n");
  const only = RULES.map((rule) => `--only=${rule}`);
  const { stdout } = spawnSync(
    join(PROJECT, 'node_modules', '.bin', 'biome'),
    ['lint', '--reporter=json', '--max-diagnostics=200', ...only, '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { diagnostics } = Report.parse(JSON.parse(stdout));
  faults = diagnostics.map(({ category, location }) => `${category.split('/').at(-1)} ${pathOf(location.path)}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pathOf = (path: unknown): string => String(typeof path === 'object' && path ? Reflect.get(path, 'file') : path);

it.each(Object.entries(FORBIDDEN))('%s may not import %s', (path) => {
  expect(faults).toContain(`noRestrictedImports ${path}`);
});

it('no circle may be closed, not even by types', () => {
  expect(faults.filter((fault) => fault.startsWith('noImportCycles'))).toEqual([
    'noImportCycles local/circle/one.ts',
    'noImportCycles local/circle/two.ts',
  ]);
});

it('what goes the right way passes', () => {
  const wrong = Object.keys(ALLOWED).filter((path) => faults.some((fault) => fault.endsWith(` ${path}`)));
  expect(wrong).toEqual([]);
});
