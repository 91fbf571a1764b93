import { join, relative, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { removeEndpoints, runningStackIn, writeEndpoints } from './endpoints.ts';
import { FORM_KINDS, type FormKind } from './local-additions.ts';
import { type LocalStack, startLocalStack } from './start-local-stack.ts';
import { describeReady } from './summary.ts';

const DATA_DIRECTORY = join(import.meta.dirname, '..', '.local');

type Context = Record<string, string>;
type Flags = {
  port: number;
  providerPort: number;
  crmUrl?: string;
  data: string;
  ephemeral?: true;
  form: FormKind;
  open?: true;
  context: Context;
  contract?: string;
  empty?: true;
};

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 (any free one) to 65535.');
}

function parseUrl(text: string): string {
  if (/^https?:\/\/[^\s@]+$/.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It is an http or https URL without a password.');
}

function parseContext(text: string, former: Context): Context {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It is <name>=<value>.');
  return { ...former, [name]: value };
}

const program = new Command('npm start --')
  .description(
    'Runs the synthesized stack on this machine, with a simulator of the messaging provider beside it.\n' +
      'A development tool: everything listens on 127.0.0.1 only.',
  )
  .option('--port <port>', 'port of the HTTP API', parsePort, 3000)
  .option('--provider-port <port>', "port of the provider's simulator and its phone", parsePort, 3001)
  .option('--crm-url <url>', 'where bookings are handed to, instead of to a small receiver that shows them', parseUrl)
  .addOption(
    new Option('--form <kind>', 'whether the form asks the stack while the customer fills it in')
      .choices(FORM_KINDS)
      .default('live' satisfies FormKind),
  )
  .option('--ephemeral', 'keep everything in memory')
  .option('--context <name=value>', 'context of the CDK, as for a deploy: contract=second.json', parseContext, {})
  .option('--contract <file>', 'the contract, if it is not that of cdk.json')
  .option('--empty', 'begin without the appointments of invented people that a first start books')
  .option('--open', 'open the page in a browser when all is ready')
  .option('--data <folder>', 'where data is kept, and endpoints.json in any case', relative('', DATA_DIRECTORY))
  .addHelpText(
    'after',
    `
The API also answers, for people and tests:
  GET /_local/events           the newest 1000 events on the bus
  GET /_local/queues           how full the queues are
  GET /_local/failures         what was given up after the last retry
  GET /_local/logs/{function}  what a function printed lately

Files: .local/endpoints.json says where everything is while the stack runs; .local/logs/ holds the functions' logs and
.local/failures/ what was given up ("npm run channel -- replay --local" tries it again). To start afresh, delete .local/.`,
  );

/** One sentence for the user, which says more than a stack trace. */
function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** Some npm versions send a Ctrl-C a second time; a person's second one comes later. */
const SAME_SIGNAL_MS = 500;

/**
 * The first signal stops everything that runs; the second one ends the process at once.
 * @returns whether a signal came
 */
function stopOnSignals(starting: Promise<LocalStack>): () => boolean {
  let stoppingSince: number | undefined;
  async function stop(): Promise<void> {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    console.log('\nStopping … (Ctrl-C again ends at once)');
    // Ctrl-C also ends a synthesis in progress: whatever its result, no stack runs then.
    const stack = await starting.catch(() => process.exit(130));
    await stack.stop();
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  return () => stoppingSince !== undefined;
}

async function openInBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  // A machine without a browser is no reason to stop: the address is already printed.
  await open(address).catch(() => console.error(`No browser could be opened: go to ${address} yourself.`));
}

/** Lets other programs on this machine find the stack, unless they would lose another one that runs. */
async function announceEndpoints(stack: LocalStack, file: string): Promise<void> {
  const other = await runningStackIn(file, stack.endpoints);
  if (other !== undefined) {
    console.log(`${file} stays that of the stack at ${other}: for a file of its own, start with --data <folder>.`);
    return;
  }
  writeEndpoints(file, stack.endpoints);
  stack.onSecretWritten(() => writeEndpoints(file, stack.endpoints));
  process.on('exit', () => removeEndpoints(file, stack.endpoints));
}

async function run({
  port,
  providerPort,
  crmUrl,
  data,
  ephemeral,
  form,
  open,
  context,
  contract,
  empty,
}: Flags): Promise<void> {
  const starting = startLocalStack({
    port,
    providerPort,
    context: { ...context, ...(contract !== undefined && { contract: resolve(contract) }) },
    form,
    // A business of one's own, or its CRM, gets nobody invented.
    exampleBookings: !empty && crmUrl === undefined && contract === undefined && context['contract'] === undefined,
    ...(crmUrl !== undefined && { crmUrl }),
    ...(!ephemeral && { dataDirectory: resolve(data) }),
  });
  const isStopping = stopOnSignals(starting);
  const stack = await starting;
  if (isStopping()) return;
  await announceEndpoints(stack, join(data, 'endpoints.json'));
  const { endpoints, exampleBookings } = stack;
  console.log(describeReady(endpoints, { dataDirectory: ephemeral ? undefined : data, wanted: form, exampleBookings }));
  if (open) await openInBrowser(endpoints.phone);
}

process.on('unhandledRejection', fail);
await program.action(run).parseAsync().catch(fail);
