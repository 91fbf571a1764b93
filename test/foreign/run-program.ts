import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Whether this machine has a program that answers these arguments without an error. */
export const runs = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

export type Ended = { code: number | null; out: string; errors: string };

export type ProgramOptions = { input?: string; cwd?: string; environment?: Record<string, string> };

/** Runs a program to its end, beside this process. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<Ended> {
  const { input = '', cwd, environment = {} } = options;
  const child = spawn(program, args, { ...(cwd && { cwd }), env: { ...process.env, ...environment } });
  // Who ends before it has read all is known by its code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, errors };
}

/** The same for a program that has to succeed: what it printed. Throws an `Error` with what it complained of. */
export async function mustRun(program: string, args: readonly string[], options?: ProgramOptions): Promise<string> {
  const { code, out, errors } = await runProgram(program, args, options);
  if (code === 0) return out;
  throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${errors || out}`);
}
