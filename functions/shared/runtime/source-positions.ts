import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a loaded file, as V8 writes it at the end of a stack frame. */
const POSITION = /(file:\/\/[^\s()]+):(\d+):(\d+)(?=\)?$)/;

/** A map names its sources from where the bundle was made, two folders below the project. */
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
 * Puts the place in the source into a stack frame of a bundle, by the source map that lies beside it, and leaves others
 * as they are. Node would do so for every stack (`--enable-source-maps`), but it reads the map as it loads the bundle,
 * which adds a fifth to a cold start: here only an error that is logged costs that.
 */
export function sourceFrame(frame: string): string {
  return frame.replace(POSITION, (place, file, line, column) => {
    const origin = mapOf(file)?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return place;
    return `${origin.fileName.replace(ABOVE, '')}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}
