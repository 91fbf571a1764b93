/** What a booking needs: of each list one. */
export type Needs<T> = readonly (readonly T[])[];

/** Whether every need can have one of its own, none serving twice: a matching, found by augmenting paths. */
export function canServe<T>(needs: Needs<T>): boolean {
  const servedBy = new Map<T, readonly T[]>();
  const serve = (need: readonly T[], asked: Set<T>): boolean =>
    need.some((one) => {
      if (asked.has(one)) return false;
      asked.add(one);
      const other = servedBy.get(one);
      if (other && !serve(other, asked)) return false;
      servedBy.set(one, need);
      return true;
    });
  return needs.every((need) => serve(need, new Set()));
}

/** Those of the first list with which all needs can be served. */
export function choosable<T>([first = [], ...rest]: Needs<T>): readonly T[] {
  return rest.length === 0 ? first : first.filter((one) => canServe([[one], ...rest]));
}

/** One for each need, none twice: for each in turn the first of its list that leaves enough for the needs after it. */
export function assign<T>(needs: Needs<T>): T[] | undefined {
  const chosen: T[] = [];
  for (const [index, need] of needs.entries()) {
    const rest = needs.slice(index + 1);
    const one = need.find((other) => canServe([...chosen.map((earlier) => [earlier]), [other], ...rest]));
    if (one === undefined) return undefined;
    chosen.push(one);
  }
  return chosen;
}
