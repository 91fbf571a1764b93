/** Long enough for a busy machine: what is waited for takes milliseconds. */
const BOUND_MS = 15_000;

/** Calls `look` until it gives something other than undefined or false, and gives that. Throws after `boundMs`. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  boundMs = BOUND_MS,
): Promise<Exclude<T, undefined | false>> {
  const bound = Date.now() + boundMs;
  for (;;) {
    const found = await look();
    // What is excluded is exactly what the comparison excludes.
    if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
    if (Date.now() > bound) throw new Error(`Waited ${boundMs} ms in vain for ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
