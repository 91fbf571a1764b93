import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { VERBS } from '../../cli/verbs/verbs.ts';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { EVENTS } from '../../infra/documents/event-schemas.ts';
import { OPERATIONS } from '../../infra/documents/operations.ts';
import { PLANTED } from '../simulation/breaks/breaks.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

const verbNames = () => {
  const program = new Command();
  return VERBS.map((verb) => verb.define(program).name());
};

/** The first cells of a page's tables, without their code marks. */
const firstCells = (page: string): string => (read(page).match(/^\| [^|]+/gm) ?? []).join('\n');

describe('a reference', () => {
  it('has every field of the contract', () => {
    const cells = firstCells('docs/contract.md');
    for (const field of Object.keys(Contract.shape)) expect(cells).toMatch(new RegExp(`\`${field}[\`.?]`));
  });

  it('has every route of the API', () => {
    const cells = read('docs/api.md').replaceAll(/\{\w+\}/g, '{}');
    for (const route of Object.keys(OPERATIONS)) {
      const [method, path = ''] = route.replaceAll(/\{\w+\}/g, '{}').split(' ');
      const parent = path.startsWith('/webhooks/') ? '/webhooks/{}' : path;
      expect(cells).toContain(`${method} ${parent}`);
    }
  });

  it('has every channel command, and no other', () => {
    const named = [...firstCells('docs/channel.md').matchAll(/`([a-z-]+)`/g)].map(([, verb]) => verb);
    expect(named.toSorted()).toEqual(verbNames().toSorted());
  });

  it('has every event on the bus', () => {
    const page = read('docs/integrations.md').replaceAll(/\s+/g, ' ');
    for (const type of Object.keys(EVENTS)) expect(page).toContain(`\`${type}\``);
  });

  it('has every planted break, with the seed that finds it', () => {
    const named = [...read('docs/simulation.md').matchAll(/([a-z-]+) \((\d+)\)/g)].map(([, name, seed]) => [
      name,
      seed,
    ]);
    const planted = PLANTED.map(({ name, fromSeed }) => [name, String(fromSeed)]);
    expect(Object.fromEntries(named)).toEqual(Object.fromEntries(planted));
  });
});

describe('a command in a page or a workflow', () => {
  const pages = ['*.md', 'docs/**/*.md', '.github/workflows/*.yml', '.ci/run'].flatMap((pattern) =>
    globSync(pattern, { cwd: PROJECT }),
  );
  const text = pages.map(read).join('\n');

  it('is a script of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, script = '']) => script);
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((script) => !(script in scripts))).toEqual([]);
  });

  it('is a verb of the command line', () => {
    const named = [...text.matchAll(/npm run channel -- ([a-z][\w-]*)/g)].map(([, verb = '']) => verb);
    expect([...new Set(named)].filter((verb) => !verbNames().includes(verb))).toEqual([]);
  });
});
