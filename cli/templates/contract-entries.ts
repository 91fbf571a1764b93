/** A value, and where it stands in the contract. */
export type ContractEntry = { path: readonly string[]; value: unknown };

/** An entry as a line to paste: where it goes, and what. */
export function entryLine({ path, value }: ContractEntry): string {
  const parents = path.slice(0, -1);
  return `  into ${parents.map((name) => `"${name}"`).join(' → ')}:  "${path.at(-1)}": ${JSON.stringify(value)}`;
}

const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The entries as one part of a contract. */
export function contractFragment(entries: readonly ContractEntry[]): Record<string, unknown> {
  const fragment: Record<string, unknown> = {};
  for (const { path, value } of entries) {
    let branch = fragment;
    for (const name of path.slice(0, -1)) {
      const next = branch[name];
      const below = isBranch(next) ? next : {};
      branch[name] = below;
      branch = below;
    }
    const last = path.at(-1);
    if (last !== undefined) branch[last] = value;
  }
  return fragment;
}
