/**
 * The named environment variables of a function, read once when it starts.
 * Throws one error that names every variable that is missing or empty.
 */
export function environment<Name extends string>(...names: Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`Missing environment variables: ${missing.join(', ')}`);
  // Object.fromEntries forgets the names' types; every one of them was just checked.
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Name, string>;
}
