import { vi } from 'vitest';

export type LoggedLine = Record<string, unknown> & { level: string; message: string };

/** Keeps what the functions log in this process off the terminal; each call returns the lines since the last one. */
export function watchLog(): () => LoggedLine[] {
  const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
  return () =>
    written
      .flatMap(({ mock }) => mock.calls.splice(0))
      .flatMap(([text]) => String(text).split('\n'))
      .filter((text) => text.startsWith('{"level"'))
      .map((text) => JSON.parse(text));
}
