import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, inject } from 'vitest';
import type { Contract } from '../../../functions/shared/contract/contract.ts';
import { startTableEngine } from '../../../local/aws/dynamodb/table-engine.ts';
import { loadAssembly } from '../../../local/aws/template/assembly.ts';
import { buildModel } from '../../../local/aws/template/build-model.ts';
import { type LocalStack, startLocalStack } from '../../../local/start-local-stack.ts';
import { noteSecret } from '../../support/printed/kept-output.ts';
import { synthesizedStack } from '../../support/synthesized-stack.ts';
import { ANYONE, type DrilledStack, follow } from './drilled-stack.ts';

/** A copy of the CDK output in which one function always fails: a bad release. */
async function releaseWithout(label: string, assembly: string, directory: string): Promise<string> {
  await cp(assembly, directory, { recursive: true });
  const { functions } = buildModel(await loadAssembly(directory));
  const broken = functions.find((one) => one.label === label);
  if (!broken) throw new Error(`There is no function ${label} in the stack.`);
  const { module, export: name } = broken.handler;
  const code = `export const ${name} = async () => { throw new Error('A bad release.'); };\n`;
  await writeFile(join(broken.assetDirectory, `${module}.mjs`), code);
  return directory;
}

/**
 * A stack whose data outlives it, for one test file. Only one start of it runs at a time.
 * @param day the working day on which all bookings are
 */
export async function prepareDrill(contract: Contract, day: string) {
  const root = await mkdtemp(join(tmpdir(), 'restore-drill-'));
  const assembly = await synthesizedStack(contract);
  const folder = (name: string) => join(root, name);
  let running: LocalStack | undefined;
  async function stop() {
    await running?.stop();
    running = undefined;
  }
  afterAll(async () => {
    await stop();
    await rm(root, { recursive: true, force: true });
  });

  async function startWith(name: string, release: string): Promise<DrilledStack> {
    await stop();
    running = await startLocalStack({
      port: 0,
      providerPort: 0,
      assembly: release,
      dataDirectory: folder(name),
      quiet: true,
    });
    noteSecret(inject('printed'), running.channelToken);
    return follow(running, day);
  }

  return {
    /** Starts the stack on the data of that name. */
    start: (name: string) => startWith(name, assembly),
    /** The same with a release in which one function always fails. */
    startWithout: async (label: string, name: string) =>
      startWith(name, await releaseWithout(label, assembly, folder('bad-release'))),
    stop,

    /** Keeps the table as it is now: what point-in-time recovery gives later. */
    async keepTable(name: string, moment: string) {
      await stop();
      await cp(join(folder(name), 'table'), folder(moment), { recursive: true });
    },
    /** The same secrets, provider, queues, failures and clock, with the table of that moment. */
    async restore(name: string, moment: string, as: string) {
      await stop();
      await cp(folder(name), folder(as), { recursive: true, filter: (path) => path !== join(folder(name), 'table') });
      await cp(folder(moment), join(folder(as), 'table'), { recursive: true });
    },
    /** What `change` does to a table that no function reads yet. */
    async beforeSwitch(name: string, change: (table: DynamoDBClient, TableName: string) => Promise<unknown>) {
      await stop();
      const { table } = buildModel(await loadAssembly(assembly));
      if (!table) throw new Error('The stack has no table.');
      const now = () => new Date();
      const engine = await startTableEngine({ table, dataDirectory: join(folder(name), 'table'), now });
      await change(new DynamoDBClient({ ...ANYONE, endpoint: engine.endpoint }), table.tableName);
      await engine.close();
    },
  };
}
