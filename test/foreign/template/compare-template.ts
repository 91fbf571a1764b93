import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { synthesize as synthesizeApp } from '../../../local/synthesize.ts';
import { fullContract, liveContract, ownContract, synthesize } from '../../infra/synthesized.ts';
import type { Comparison, PlantedFault, Verdict } from '../comparison.ts';
import { inFreshFolder } from '../fresh-folder.ts';
import { lacksPython, withPython } from '../python.ts';
import { runProgram } from '../run-program.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..', '..');
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];

const Findings = z.array(
  z.object({
    Level: z.string(),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({ Path: z.nullable(z.array(z.union([z.string(), z.number()]))) }),
  }),
);

/** A contract that still has examples gets parameters which nothing uses and nobody can give: they stop a deployment. */
const isMeant = (rule: string, message: string) =>
  rule === 'W2001' && message.startsWith('Parameter ReplaceTheExample');

type Lint = (template: string) => Promise<string[]>;

/** What cfn-lint finds in a template's file: errors and warnings. Throws if it did not judge at all. */
const linter =
  (programs: string): Lint =>
  async (template) => {
    const args = ['--format', 'json', '--regions', ...REGIONS, '--template', template];
    const { out, errors } = await runProgram(path.join(programs, 'cfn-lint'), args);
    if (out.trim() === '' && errors !== '') throw new Error(`cfn-lint: ${errors}`);
    return Findings.parse(JSON.parse(out || '[]'))
      .filter(({ Rule, Message }) => !isMeant(Rule.Id, Message))
      .map(({ Rule, Message, Location }) => `${Rule.Id} at ${(Location.Path ?? []).join('/')}: ${Message}`);
  };

/** The templates of a business that uses little, one with a live form, one with everything; and the shipped one, as `npm run synth` makes it. */
async function writeTemplates(folder: string): Promise<Map<string, string>> {
  const shipped = path.join(folder, 'shipped');
  await synthesizeApp(PROJECT, shipped);
  const contracts = { own: ownContract, live: liveContract, full: fullContract };
  const files = new Map([['shipped', path.join(shipped, 'appointment-flow.template.json')]]);
  for (const [name, contract] of Object.entries(contracts)) {
    const file = path.join(folder, `${name}.template.json`);
    await writeFile(file, JSON.stringify(synthesize(contract).toJSON()));
    files.set(name, file);
  }
  return files;
}

/** Mistakes that CloudFormation refuses at a deployment, and what is said of each. */
const MISTAKES: readonly { what: string; from: string; to: string; said: RegExp }[] = [
  { what: 'a runtime that Lambda does not have', from: '"nodejs24.x"', to: '"nodejs23.x"', said: /nodejs23\.x/ },
  { what: 'a reference to nothing', from: '{"Ref":"SecretsRoot', to: '{"Ref":"NoSecretsRoot', said: /NoSecretsRoot/ },
  { what: 'a property that no function has', from: '"MemorySize":', to: '"MemorySizes":', said: /MemorySizes/ },
  { what: 'a time limit over that of Lambda', from: '"Timeout":', to: '"Timeout":99', said: /maximum of 900/ },
];

async function plant(lint: Lint, folder: string): Promise<PlantedFault[]> {
  const text = JSON.stringify(synthesize(ownContract).toJSON());
  const file = path.join(folder, 'planted.template.json');
  for (const { what, from } of MISTAKES)
    if (!text.includes(from)) throw new Error(`The template has no place for ${what}.`);
  await writeFile(
    file,
    MISTAKES.reduce((planted, { from, to }) => planted.replace(from, to), text),
  );
  const findings = await lint(file);
  return MISTAKES.map(({ what, said }) => ({ what, isSeen: findings.some((finding) => said.test(finding)) }));
}

const compare = (): Promise<Verdict> =>
  inFreshFolder((folder) =>
    withPython(import.meta.dirname, async ({ programs }) => {
      const lint = linter(programs);
      const templates = await writeTemplates(folder);
      const differences: string[] = [];
      for (const [name, file] of templates)
        differences.push(...(await lint(file)).map((finding) => `${name}: ${finding}`));
      const { out } = await runProgram(path.join(programs, 'cfn-lint'), ['--version']);
      return {
        compared: `${templates.size} templates (${[...templates.keys()].join(', ')}) for ${REGIONS.length} regions, by ${out.trim()}`,
        differences,
        planted: await plant(lint, folder),
      };
    }),
  );

/** The synthesized template, against the rules of AWS's own linter. */
export const template = (): Comparison => ({ lacks: lacksPython, compare });
