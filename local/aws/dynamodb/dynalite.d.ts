/** What this project uses of dynalite 4, which brings no types. Settings: https://github.com/architect/dynalite#readme */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  type Settings = {
    /** Folder of the LevelDB database; none: in memory. */
    path?: string;
    /** How long a table stays in its transitional state, in milliseconds (default 500 each). */
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  };

  /** A server that does not listen yet. Its `close` also closes the database. */
  export default function dynalite(settings?: Settings): Server;
}
