declare global {
  /** Makes of a function or constant of the product what a planted break has instead. In force while the product loads. */
  var breakSeam: ((real: unknown) => unknown) | undefined;
}

/** A place in a file where a name is bound, and the file's text with the seam between the name and what it stands for. */
type Binding = { found: RegExp; replaced(text: string, found: RegExpExecArray): string };

/** How a file may bind a name. Imports and function declarations are there before the first statement runs. */
const bindingsOf = (name: string, seam: string): readonly Binding[] => [
  {
    found: new RegExp(`^(?:export )?(?:async )?function\\*? ${name}\\b`, 'gm'),
    replaced: (text) => `${name} = ${seam}(${name});\n${text}`,
  },
  {
    found: new RegExp(`^((?:export )?)const (?=${name}\\b)`, 'gm'),
    replaced: (text, { 0: whole, 1: exported = '', index }) =>
      `${text.slice(0, index)}${exported}let ${text.slice(index + whole.length)}\n${name} = ${seam}(${name});\n`,
  },
  {
    found: new RegExp(`^import \\{[^}]*?[{,\\s]${name}(?=\\s*[,}])`, 'gm'),
    replaced: (text, { 0: whole, index }) => {
      const end = index + whole.length;
      const renamed = whole.endsWith(` as ${name}`) ? whole.slice(0, -name.length) : `${whole} as `;
      return `const ${name} = ${seam}(real_${name});\n${text.slice(0, index)}${renamed}real_${name}${text.slice(end)}`;
    },
  },
];

/** The text of a file in which a name stands for what a global function makes of it. Throws unless the file binds it exactly once. */
export function withSeam(text: string, file: string, name: string, seam: string): string {
  const bound = bindingsOf(name, seam).flatMap(({ found, replaced }) =>
    [...text.matchAll(found)].map((match) => () => replaced(text, match)),
  );
  const [only, ...others] = bound;
  if (!only || others.length > 0) throw new Error(`${file} does not declare or import exactly once: ${name}`);
  return only();
}

/** The text of a file in which a name stands for what a break has instead. */
export const withBrokenSeam = (text: string, file: string, name: string): string =>
  withSeam(text, file, name, 'globalThis.breakSeam');
