import path from 'node:path';
import { environmentOf } from '../../../local/aws/lambda/function-environment.ts';
import type { Outcome } from '../../../local/aws/lambda/function-process.ts';
import { loadAssembly } from '../../../local/aws/template/assembly.ts';
import { buildModel } from '../../../local/aws/template/build-model.ts';
import type { LambdaFunction, StackModel } from '../../../local/aws/template/stack-model.ts';
import { type LocalStack, startLocalStack } from '../../../local/start-local-stack.ts';
import { synthesize } from '../../../local/synthesize.ts';
import { eventually } from '../../local/support/eventually.ts';
import { type Comparison, type PlantedFault, say, type Verdict } from '../comparison.ts';
import { inFreshFolder } from '../fresh-folder.ts';
import { eventsFor } from './events.ts';
import { type RunningFunction, startLocally, startUnderClient } from './processes.ts';
import { CLIENT, clientIn, installClient, lacksBuildTools } from './runtime-client.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..', '..');

/** What both runtimes are given: a function, its environment, and events as JSON. */
type Case = { definition: LambdaFunction; environment: Record<string, string>; events: readonly string[] };

/** What differs from one moment to the next: ids, times, traces of where an error was thrown. */
const timeless = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '<time>')
    .replace(/\b1[78]\d{8,11}\b/g, '<time>');

function shown(outcome: Outcome): string {
  if (outcome.ok) return timeless(outcome.result);
  const { errorType, errorMessage } = outcome.error;
  return timeless(`${errorType}: ${errorMessage}`);
}

async function outcomesOf(running: RunningFunction, events: readonly string[]): Promise<string[]> {
  const outcomes: string[] = [];
  try {
    for (const event of events) outcomes.push(shown(await running.invoke(event)));
  } finally {
    running.stop();
  }
  return outcomes;
}

/** How the runtimes differ on the events of a function. The client may be given another case: a planted fault. */
async function differencesOn(ours: Case, client: string, theirs: Case = ours): Promise<string[]> {
  const local = await outcomesOf(startLocally(ours.definition, ours.environment), ours.events);
  const running = await startUnderClient(client, theirs.definition, theirs.environment);
  const foreign = await outcomesOf(running, theirs.events);
  return local.flatMap((outcome, index) =>
    outcome === foreign[index]
      ? []
      : [
          `${ours.definition.label}, event ${index + 1}:\n  local runtime:  ${outcome}\n  AWS's client:   ${foreign[index]}`,
        ],
  );
}

/** The functions of a running stack, each with the environment that it has there. */
function casesOf(stack: LocalStack, model: StackModel): Case[] {
  const { aws, endpoints } = stack;
  const addresses = { api: endpoints.api, table: aws.table, aws: aws.other };
  const invocations = stack.invocations.recent();
  return model.functions.map((definition) => ({
    definition,
    environment: environmentOf(definition, model.surroundings, addresses, { PROVIDER_URL: endpoints.provider }),
    events: eventsFor(definition, model, invocations),
  }));
}

async function plant(cases: readonly Case[], client: string): Promise<PlantedFault[]> {
  const one = cases.find(({ definition }) => definition.label === 'send-flow');
  if (!one) throw new Error('The stack has no function send-flow.');
  const { definition } = one;
  const faulty: { what: string; theirs: Case }[] = [
    {
      what: 'a handler under another name',
      theirs: { ...one, definition: { ...definition, handler: { ...definition.handler, export: 'run' } } },
    },
    {
      what: 'a bundle that is not there',
      theirs: { ...one, definition: { ...definition, handler: { ...definition.handler, module: 'gone' } } },
    },
    {
      what: 'an environment without the table',
      theirs: { ...one, environment: { ...one.environment, TABLE_NAME: '' } },
    },
    { what: 'other events', theirs: { ...one, events: one.events.map(() => '{}') } },
  ];
  const planted: PlantedFault[] = [];
  for (const { what, theirs } of faulty)
    planted.push({ what, isSeen: (await differencesOn(one, client, theirs)).length > 0 });
  return planted;
}

async function compareOn(stack: LocalStack, assembly: string, client: string): Promise<Verdict> {
  await eventually(() => stack.queues().every(({ visible, hidden }) => visible + hidden === 0));
  const model = buildModel(await loadAssembly(assembly));
  const cases = casesOf(stack, model);
  const differences: string[] = [];
  for (const [index, one] of cases.entries()) {
    differences.push(...(await differencesOn(one, client)));
    if (index % 10 === 9) say(`${index + 1} of ${cases.length} functions`);
  }
  const events = cases.reduce((sum, one) => sum + one.events.length, 0);
  return {
    compared: `${cases.length} bundles with ${events} events under ${CLIENT.name} ${CLIENT.version} on Node ${process.version}, and in the local runtime`,
    differences,
    planted: await plant(cases, client),
  };
}

const compare = (given: string | undefined): Promise<Verdict> =>
  inFreshFolder(async (folder) => {
    if (given === undefined) await installClient(folder);
    const assembly = path.join(folder, 'cdk.out');
    await synthesize(PROJECT, assembly, {}, 'live');
    const stack = await startLocalStack({ port: 0, providerPort: 0, assembly, exampleBookings: true, quiet: true });
    try {
      return await compareOn(stack, assembly, clientIn(given ?? folder));
    } finally {
      await stack.stop();
    }
  });

/**
 * Every bundle under the runtime client that Lambda itself has, against the local runtime: the same events, on the same running
 * stack. `client` is a folder where the client is installed; without it npm installs and builds it.
 */
export const runtimes = ({ client }: { client?: string }): Comparison => ({
  lacks: () => (client === undefined ? lacksBuildTools() : undefined),
  compare: () => compare(client),
});
