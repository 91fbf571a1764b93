import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { OpeningHours } from '../../functions/shared/contract/opening-hours.ts';
import { WEEKDAYS } from '../../functions/shared/domain/business-terms.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

const files = ['*.md', 'docs/**/*.md'].flatMap((pattern) => globSync(pattern, { cwd: PROJECT }));
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');
const withoutCode = (text: string) => text.replaceAll(/^ *```.*?^ *```/gms, '').replaceAll(/`[^`\n]*`/g, '');

/** The names that GitHub gives the headings of a page. */
const anchorsOf = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );

function isDead(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : relative(PROJECT, join(PROJECT, dirname(file), path));
  if (!existsSync(join(PROJECT, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

describe('the pages', () => {
  it('are found', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/runbook.md', 'docs/decisions/README.md']));
  });

  it.each(files)('have no dead link: %s', (file) => {
    const links = [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const within = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(within.filter((link) => isDead(file, link))).toEqual([]);
  });

  const TOP = globSync('*', { cwd: PROJECT, exclude: (name) => name === 'node_modules' });

  /** What stands in `code` and begins as a path of this project; `<name>`, `*` and `…` stand for several. */
  const pathsIn = (text: string) =>
    [...text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => TOP.includes(path.split('/')[0] ?? '') || /^\.(ci|github)\//.test(path));

  it.each(files)('name only paths that exist: %s', (file) => {
    expect(pathsIn(read(file)).filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });

  it('are where code and texts for people say', () => {
    const sources = globSync('{cli,functions,infra,local,test,web,.ci}/**/*.{ts,tsx}', { cwd: PROJECT });
    expect(sources.length).toBeGreaterThan(100);
    const named = sources.flatMap((file) => read(file).match(/docs\/[\w/-]+\.md/g) ?? []);
    expect([...new Set(named)].filter((file) => !files.includes(file))).toEqual([]);
  });

  it('answer each question of a newcomer with a path', () => {
    const [, questions = ''] = read('CONTRIBUTING.md').split('## Ten questions');
    const rows = (questions.split('\n## ')[0] ?? '').split('\n').filter((line) => line.includes('?'));
    expect(rows).toHaveLength(10);
    for (const row of rows) expect(pathsIn(row)).toHaveLength(1);
  });

  it('list every decision, under its number', () => {
    const decisions = files.map((file) => file.replace('docs/decisions/', '')).filter((file) => /^\d{4}-/.test(file));
    expect(decisions.sort().map((file) => Number(file.slice(0, 4)))).toEqual(decisions.map((_, index) => index + 1));
    for (const file of decisions) {
      expect(read('docs/decisions/README.md')).toContain(`](${file})`);
      expect(read(`docs/decisions/${file}`)).toMatch(/^# \d{4}: .+\n\n- Date: \d{4}-\d\d-\d\d\n- Status: .+/);
    }
  });
});

describe("the README's appointment", () => {
  const [, command = ''] = /^DATE=\$\(node -p "(.+)"\)$/m.exec(read('README.md')) ?? [];
  const [, time = ''] = /"time":"(\d\d:\d\d)"/.exec(read('README.md')) ?? [];
  const hours = OpeningHours.parse(JSON.parse(read('cdk.json')).context.contract.booking.openingHours);

  it.each(Array.from({ length: 8 }, (_, day) => day))('lies ahead and in the opening hours, %d days on', (days) => {
    const now = Date.now() + days * 86_400_000;
    const Shifted = class extends Date {
      constructor(value: number | string = now) {
        super(value);
      }
      static override now = () => now;
    };
    const date = String(runInNewContext(command, { Date: Shifted }));
    const booked = new Date(`${date}T00:00:00Z`);
    expect(booked.getTime()).toBeGreaterThan(now + 2 * 86_400_000);
    const weekday = WEEKDAYS[(booked.getUTCDay() + 6) % 7];
    const spans = (weekday && hours[weekday]) ?? [];
    expect(spans.some(({ from, to }) => from <= time && time < to)).toBe(true);
  });
});
