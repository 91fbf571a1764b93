declare global {
  /** Makes of a function or constant of the product what a planted break has instead. In force while the product loads. */
  var breakSeam: ((real: unknown) => unknown) | undefined;
}

/** A place in a file where a name is bound, and the file's text with `breakSeam` between the name and what it stands for. */
type Binding = { found: RegExp; broken(text: string, found: RegExpExecArray): string };

const broken = (name: string): string => `globalThis.breakSeam(${name})`;

/** How a file may bind a name. Imports and function declarations are there before the first statement runs. */
const bindingsOf = (name: string): readonly Binding[] => [
  {
    found: new RegExp(`^(?:export )?(?:async )?function\\*? ${name}\\b`, 'gm'),
    broken: (text) => `${name} = ${broken(name)};\n${text}`,
  },
  {
    found: new RegExp(`^((?:export )?)const (?=${name}\\b)`, 'gm'),
    broken: (text, { 0: whole, 1: exported = '', index }) =>
      `${text.slice(0, index)}${exported}let ${text.slice(index + whole.length)}\n${name} = ${broken(name)};\n`,
  },
  {
    found: new RegExp(`^import \\{[^}]*?[{,\\s]${name}(?=\\s*[,}])`, 'gm'),
    broken: (text, { 0: whole, index }) => {
      const end = index + whole.length;
      const renamed = whole.endsWith(` as ${name}`) ? whole.slice(0, -name.length) : `${whole} as `;
      return `const ${name} = ${broken(`real_${name}`)};\n${text.slice(0, index)}${renamed}real_${name}${text.slice(end)}`;
    },
  },
];

/** The text of a file in which a name stands for what a break has instead. Throws unless the file binds it exactly once. */
export function withBrokenSeam(text: string, file: string, name: string): string {
  const bound = bindingsOf(name).flatMap(({ found, broken: breakIt }) =>
    [...text.matchAll(found)].map((match) => () => breakIt(text, match)),
  );
  const [only, ...others] = bound;
  if (!only || others.length > 0) throw new Error(`${file} does not declare or import exactly once: ${name}`);
  return only();
}
