import { type Command, Option } from 'commander';
import type { Report } from '../report.ts';
import type { Session } from '../session.ts';

/** The command line after the verb: its operands, and its own options, not yet parsed. */
export type Given = { operands: readonly string[]; options: unknown };

/** One command of the program. */
export type Verb = {
  /** Adds the command with its help to the program, or to the verb it belongs to. */
  define(parent: Command): Command;
  run(session: Session, given: Given): Promise<Report>;
  /** Verbs below this one: `keys rotate`. */
  verbs?: readonly Verb[];
};

/** Examples at the end of a command's help. */
export const examples = (...lines: string[]): string =>
  ['', 'Examples:', ...lines.map((line) => `  npm run channel -- ${line}`)].join('\n');

/** For verbs that fill in the contract, before there is a stack. */
export const askTokenOption = () =>
  new Option('--ask-token', "there is no stack yet: ask for the token and use the contract's channel");
