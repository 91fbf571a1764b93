/**
 * Reads the named environment variables of a function when it starts.
 * Throws one error that names all missing or empty variables.
 */
export function environment<Name extends string>(...names: Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`Missing environment variables: ${missing.join(', ')}`);
  // Object.fromEntries loses the types of the names, which were all checked above.
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Name, string>;
}
