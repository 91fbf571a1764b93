import { setImmediate as turn } from 'node:timers/promises';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { markPlacesReady } from '../../../functions/shared/store/places/readiness.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import type { Item } from '../model/expressions.ts';
import { type ControlledTable, createControlledTable, type PendingCall } from './controlled-table.ts';

/** What one actor does. A refusal is an outcome; anything that is thrown is a fault. */
export type Script = (table: CustomerTable) => Promise<void>;

export type Exploration = {
  channelId: string;
  /** What happened before, undisturbed. */
  before: Script;
  actors: readonly Script[];
  /** How many answers of writes are lost at most. */
  losses: number;
  /** What is wrong with the items. Asked after every write. */
  faultsOf(items: ReadonlyMap<string, Item>): string[];
};

export type Findings = { states: number; faults: Set<string> };

/** Whose call is next, and whether its answer is lost. */
type Choice = { call: PendingCall; isLost: boolean };

/** What can come next. */
function choicesAmong(calls: readonly PendingCall[], lossesLeft: number): Choice[] {
  return calls.flatMap((call) => {
    const choice = { call, isLost: false };
    return call.isWrite && lossesLeft > 0 ? [choice, { ...choice, isLost: true }] : [choice];
  });
}

const RANDOM_ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** All that decides what comes next: the items, and what each actor heard. Random ids count by their order only. */
function stateOf({ items, heard }: ControlledTable, lossesLeft: number): string {
  const known = new Map<string, number>();
  const text = JSON.stringify([[...items].sort(([one], [other]) => (one < other ? -1 : 1)), heard(), lossesLeft]);
  return text.replace(RANDOM_ID, (id) => {
    known.set(id, known.get(id) ?? known.size);
    return `#${known.get(id)}`;
  });
}

/** Has the calls of scripts take effect one by one, as `choose` says, until all are done or it says nothing. */
async function run(
  { tables, pending, take }: ControlledTable & { tables: readonly CustomerTable[] },
  scripts: readonly Script[],
  choose: (calls: readonly PendingCall[]) => Choice | undefined,
): Promise<void> {
  let left = scripts.length;
  const running = scripts.map(async (script, actor) => {
    const table = tables[actor];
    if (table) await script(table);
    left -= 1;
  });
  const failed = Promise.all(running).then(() => new Promise<never>(() => undefined));
  for (;;) {
    // Whoever lost a race pauses first: at last everybody has a call under way, or is done.
    do await Promise.race([turn(), failed]);
    while (pending().length < left);
    if (left === 0) return;
    const choice = choose(pending());
    if (!choice) return;
    take(choice.call, choice.isLost);
  }
}

const undisturbed = ([call]: readonly PendingCall[]) => call && { call, isLost: false };

/** A table with these items, for so many actors who know that its places are ready. */
async function tableWith(items: Iterable<Item>, { channelId, actors }: Exploration) {
  const controlled = createControlledTable(channelId, items);
  const table = { ...controlled, tables: actors.map((_, actor) => controlled.tableFor(actor)) };
  const getReady = actors.map(() => (one: CustomerTable) => markPlacesReady(one, now()));
  await run(table, getReady, undisturbed);
  return table;
}

/** The items that the actors find. */
async function itemsBefore(exploration: Exploration): Promise<Item[]> {
  const table = await tableWith([], exploration);
  await run(table, [exploration.before], undisturbed);
  return [...table.items.values()];
}

/**
 * Plays the actors once, along the given choices and then always the first, until a state that was met before; tells
 * how many choices there were where.
 */
async function playAlong(exploration: Exploration, items: readonly Item[], path: readonly number[], met: Set<string>) {
  const { actors, losses, faultsOf } = exploration;
  const table = await tableWith(items, exploration);
  const faults = new Set<string>();
  const counts: number[] = [];
  let lossesLeft = losses;
  await run(table, actors, (calls) => {
    // The states on the way were judged when they were met.
    if (counts.length >= path.length) {
      const state = stateOf(table, lossesLeft);
      if (met.has(state)) return undefined;
      met.add(state);
      for (const fault of faultsOf(table.items)) faults.add(fault);
    }
    const choices = choicesAmong(calls, lossesLeft);
    const choice = choices[path[counts.length] ?? 0];
    if (choice) counts.push(choices.length);
    if (choice?.isLost) lossesLeft -= 1;
    return choice;
  });
  for (const fault of faultsOf(table.items)) faults.add(fault);
  return { counts, faults };
}

/** The next path in order; `undefined` after the last. */
function pathAfter(path: readonly number[], counts: readonly number[]): number[] | undefined {
  for (let at = counts.length - 1; at >= 0; at -= 1) {
    const next = (path[at] ?? 0) + 1;
    if (next < (counts[at] ?? 0)) return [...Array.from({ length: at }, (_, index) => path[index] ?? 0), next];
  }
  return undefined;
}

/** Plays the actors in every order of their calls to the table. */
export async function explore(exploration: Exploration): Promise<Findings> {
  const items = await itemsBefore(exploration);
  const faults = new Set<string>();
  const met = new Set<string>();
  for (let path: number[] | undefined = []; path; ) {
    const played = await playAlong(exploration, items, path, met);
    for (const fault of played.faults) faults.add(fault);
    path = pathAfter(path, played.counts);
  }
  return { states: met.size, faults };
}
