import type { CommonOptions } from './session.ts';

/** How every line to paste begins. */
const PROGRAM = 'npm run channel -- ';

const NAMED = ['stack', 'region', 'profile', 'contract'] as const;

/** An argument as a shell reads it back. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/**
 * Completes the lines to paste that a text quotes: they are for the same stack as the command that prints them, so they
 * get its options.
 */
export function hintsFor(options: CommonOptions): (text: string) => string {
  const given = [
    ...(options.local ? ['--local'] : []),
    ...NAMED.flatMap((name) => {
      const value = options[name];
      return value === undefined ? [] : [`--${name} ${quoted(value)}`];
    }),
  ];
  const completed = [PROGRAM.trimEnd(), ...given, ''].join(' ');
  return (text) => text.replaceAll(PROGRAM, () => completed);
}
