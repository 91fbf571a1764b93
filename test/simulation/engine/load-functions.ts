import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Contract } from '../../../functions/shared/contract/contract.ts';
import type { Planted } from '../breaks/plant.ts';
import { type FunctionName, TIMEOUT_SECONDS } from '../model/wiring.ts';
import type { Deployed, Handler } from './lambda.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../../..');

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
];

/** The line of the product that reads the contract: here all functions share one, so that a story can change it. */
const CONTRACT = {
  file: 'functions/shared/contract/read-contract.ts',
  line: "  return JSON.parse(readFileSync(join(directory, 'contract.json'), 'utf8'));",
};

const coldStarts = new Set<() => void>();

declare global {
  /** Called by each function's memory of a secret as it is loaded, so that a simulated cold start can empty it. */
  var onColdStart: ((forget: () => void) => void) | undefined;
  /** The contract of all functions, once the first is loaded. */
  var contractInForce: Contract | undefined;
}

function replaceOnce(text: string, file: string, find: string, replace: string): string {
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold exactly once: ${find}`);
  return text.replace(find, () => replace);
}

/** A source file as the simulation loads it: as it stands, but for its memory and for what is planted. */
function prepared(file: string, text: string, planted: Planted | undefined): string {
  const broken = planted?.file === file ? replaceOnce(text, file, planted.find, planted.replace) : text;
  if (file === CONTRACT.file) {
    return replaceOnce(
      broken,
      file,
      CONTRACT.line,
      CONTRACT.line.replace('return', 'return globalThis.contractInForce ??='),
    );
  }
  const memory = MEMORIES.find((one) => one.file === file);
  if (!memory) return broken;
  const { line, remember = line, forget } = memory;
  return replaceOnce(broken, file, line, `${remember} globalThis.onColdStart?.(() => { ${forget} });`);
}

const PRODUCT = pathToFileURL(`${REPOSITORY}/functions/`).href;
const isProduct = (url: string | undefined): url is string => url?.startsWith(PRODUCT) === true;

/** The mark of the currently loaded functions: those of each break are loaded anew, their packages are not. */
const markOf = (planted: Planted | undefined): string => (planted ? `?${planted.name}` : '');

function hookLoading(planted: Planted | undefined): () => void {
  const seededUuid = pathToFileURL(path.join(import.meta.dirname, 'seeded-uuid.ts')).href;
  const mark = markOf(planted);
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'uuid' && isProduct(context.parentURL)) return { url: seededUuid, shortCircuit: true };
      const resolved = next(specifier, context);
      const isMarked = isProduct(resolved.url) && isProduct(context.parentURL) && !resolved.url.endsWith(mark);
      return isMarked ? { ...resolved, url: `${resolved.url}${mark}` } : resolved;
    },
    load(url, context, next) {
      const loaded = next(url, context);
      if (!isProduct(url) || loaded.source === undefined || loaded.source === null) return loaded;
      const file = path.relative(REPOSITORY, fileURLToPath(url));
      const text =
        typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
      return { ...loaded, source: prepared(file, text, planted) };
    },
  });
  return () => hooks.deregister();
}

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
  const unhook = hookLoading(planted);
  // The names of the time-outs are those of the functions.
  const names = Object.keys(TIMEOUT_SECONDS) as FunctionName[];
  const loaded = names.map(async (name) => {
    const { handler }: { handler: Handler } = await import(`../../../functions/${name}/handler.ts${markOf(planted)}`);
    return [name, { handler, timeoutMs: TIMEOUT_SECONDS[name] * 1000 }] as const;
  });
  const functions = Object.fromEntries(await Promise.all(loaded)) as Functions;
  unhook();
  rmSync(taskRoot, { recursive: true });
  return functions;
}
