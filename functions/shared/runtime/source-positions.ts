import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The position in a file at the end of a V8 stack frame. */
const POSITION = /(file:\/\/[^\s()]+):(\d+):(\d+)(?=\)?$)/;

/** Source maps name files relative to the bundle's folder, two levels below the project. */
const ABOVE = /^(?:\.\.\/)+/;

const maps = new Map<string, SourceMap | undefined>();

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${file}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Replaces the position in a bundle's stack frame by its position in the source, from the source map beside the bundle.
 * Other frames stay unchanged. Node's `--enable-source-maps` reads the map when it loads the bundle, which adds a fifth
 * to a cold start. This function reads it only when an error is logged.
 */
export function sourceFrame(frame: string): string {
  return frame.replace(POSITION, (place, file, line, column) => {
    const origin = mapOf(file)?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return place;
    return `${origin.fileName.replace(ABOVE, '')}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}
