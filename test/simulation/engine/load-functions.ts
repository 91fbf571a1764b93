import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Contract } from '../../../functions/shared/contract/contract.ts';
import type { Planted } from '../breaks/plant.ts';
import { type FunctionName, TIMEOUT_SECONDS } from '../model/wiring.ts';
import type { Deployed, Handler } from './lambda.ts';
import { createProductLoader, replaceOnce } from './product-loader.ts';
import { withSeam } from './seam.ts';

/** The lines of the product that remember something, and what has them forget it at a cold start. */
const MEMORIES = [
  {
    file: 'functions/shared/secrets/cached-secret.ts',
    line: '  let cached: { value: T; readAt: number } | undefined;',
    forget: 'cached = undefined;',
  },
  {
    file: 'functions/shared/store/places/readiness.ts',
    line: 'const knownReady = new WeakSet<Table>();',
    remember: 'let knownReady = new WeakSet<Table>();',
    forget: 'knownReady = new WeakSet<Table>();',
  },
  {
    file: 'functions/shared/runtime/pacer.ts',
    line: '  let next: number | undefined;',
    forget: 'next = undefined;',
  },
  {
    file: 'functions/shared/runtime/call-budget.ts',
    line: '  let counts = new Map<string, number>();',
    forget: 'counts = new Map();',
  },
  {
    file: 'functions/shared/operations/people/recent-reads.ts',
    line: '  const found = new Map<string, { value: Value; readAt: number }>();',
    forget: 'found.clear();',
  },
  {
    file: 'functions/shared/operations/live-form/calendar.ts',
    line: 'const kept = new Map<string, Calendar>();',
    forget: 'kept.clear();',
  },
];

/** The line of the product that reads the contract: here all functions share one, so that a story can change it. */
const CONTRACT = {
  file: 'functions/shared/contract/read-contract.ts',
  line: "  return JSON.parse(readFileSync(join(directory, 'contract.json'), 'utf8'));",
};

/**
 * What the product works out of an item, of its bytes, or of an image of the stream, each time that it gets it. Here it gets the same
 * object each time, from which it is worked out once: the rest was a fifth of all work. Nobody changes what was read.
 */
const READ_ONCE: Readonly<Record<string, readonly string[]>> = {
  'functions/shared/store/table/packed.ts': ['unpacked', 'heldIn'],
  'functions/shared/store/table/stream-image.ts': ['parseImage'],
};

/** The files of which the simulation changes a line as it loads them. */
export const PREPARED: readonly string[] = [...MEMORIES, CONTRACT].map(({ file }) => file);

const coldStarts = new Set<() => void>();

declare global {
  /** Called by each function's memory of a secret as it is loaded, so that a simulated cold start can empty it. */
  var onColdStart: ((forget: () => void) => void) | undefined;
  /** Remembers what a function of the product made of each object. */
  var readOnce: (<Given extends object, Read>(read: (given: Given) => Read) => (given: Given) => Read) | undefined;
  /** The contract of all functions, once the first is loaded. */
  var contractInForce: Contract | undefined;
}

globalThis.readOnce = (read) => {
  const known = new WeakMap<object, { read: ReturnType<typeof read> }>();
  return (given) => {
    const found = known.get(given) ?? { read: read(given) };
    known.set(given, found);
    return found.read;
  };
};

/** A source file as the simulation loads it: as it stands, but for its memory and what it reads twice. */
function prepared(file: string, text: string): string {
  if (file === CONTRACT.file) {
    const { line } = CONTRACT;
    return replaceOnce(text, file, line, line.replace('return', 'return globalThis.contractInForce ??='));
  }
  const once = READ_ONCE[file];
  if (once) return once.reduce((changed, name) => withSeam(changed, file, name, 'globalThis.readOnce'), text);
  const memory = MEMORIES.find((one) => one.file === file);
  if (!memory) return text;
  const { line, remember = line, forget } = memory;
  return replaceOnce(text, file, line, `${remember} globalThis.onColdStart?.(() => { ${forget} });`);
}

const product = createProductLoader(prepared);

/** Clears all functions' memory, as a new start of each would. */
export function startCold(): void {
  for (const forget of coldStarts) forget();
}

/** Replaces the booking terms in the functions' contract, as a deployment does. */
export function deployTerms(terms: Partial<Contract['booking']>): void {
  if (contractInForce) Object.assign(contractInForce.booking, terms);
}

/** Replaces what the functions' contract says in each language. */
export function deployLanguages(languages: Contract['languages']): void {
  if (contractInForce) contractInForce.languages = languages;
}

/** Replaces of what the functions' contract has them remind customers. */
export function deployReminders(reminders: Pick<Contract, 'reminders' | 'quietHours' | 'followUps'>): void {
  if (contractInForce) Object.assign(contractInForce, { reminders: undefined, ...reminders });
}

export type Functions = Record<FunctionName, Deployed>;

/** Loads the real handlers. `planted` is a deliberate break of the product, if one is wanted. */
export async function loadFunctions(contract: Contract, planted?: Planted): Promise<Functions> {
  globalThis.onColdStart = (forget) => coldStarts.add(forget);
  const taskRoot = mkdtempSync(path.join(tmpdir(), 'appointment-flow-simulation-'));
  writeFileSync(path.join(taskRoot, 'contract.json'), JSON.stringify(contract));
  Object.assign(process.env, {
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_REGION: 'eu-west-1',
    TABLE_NAME: 'table',
    EVENT_BUS_NAME: 'bus',
    ROOT_SECRET_ARN: 'root',
    GIVEN_SECRET_ARN: 'given',
    PROVIDER_URL: 'https://provider.test',
    SEND_INTERVAL_MS: '125',
    POWERTOOLS_SERVICE_NAME: contract.name,
  });
  // The names of the time-outs are those of the functions.
  const names = Object.keys(TIMEOUT_SECONDS) as FunctionName[];
  const modules = await product.load(
    names.map((name) => `functions/${name}/handler.ts`),
    planted,
  );
  rmSync(taskRoot, { recursive: true });
  const deployed = names.map((name, index) => {
    // Each of these files exports its handler.
    const { handler } = modules[index] as { handler: Handler };
    return [name, { handler, timeoutMs: TIMEOUT_SECONDS[name] * 1000 }] as const;
  });
  return Object.fromEntries(deployed) as Functions;
}
