import { createServer, type Server, type ServerResponse } from 'node:http';
import { StartFailure } from '../start-failure.ts';

/** Other machines cannot reach the local stack. */
export const HOST = '127.0.0.1';

/**
 * Makes `server` listen on this machine only.
 * @param port 0 takes any free port
 * @param option the command-line option that sets another port
 * @returns the server's address: `http://127.0.0.1:3000`
 * @throws StartFailure if the port is not available
 */
export function listen(server: Server, port: number, option?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFailure(error, port, option)));
    server.listen(port, HOST, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${HOST}:${actual}`);
    });
  });
}

function portFailure(error: NodeJS.ErrnoException, port: number, option: string | undefined): Error {
  const remedy = option === undefined ? '' : `, or choose another one with ${option}`;
  if (error.code === 'EADDRINUSE') {
    return new StartFailure(`Port ${port} is already in use: stop what uses it${remedy}.`, { cause: error });
  }
  if (error.code === 'EACCES') {
    return new StartFailure(`Port ${port} is not open to this user: take one from 1024 up${remedy}.`, { cause: error });
  }
  return error;
}

/** Interval between checks for connections that became idle after their last answer. */
const IDLE_CHECK_MS = 20;

/** Accepts no new connections; resolves when current requests are answered, or cut off after `boundMs`. */
export async function closeServer(server: Server, boundMs: number): Promise<void> {
  const bound = setTimeout(() => server.closeAllConnections(), boundMs);
  const idleCheck = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearInterval(idleCheck);
  clearTimeout(bound);
}

/**
 * Checks, before slow work begins, that a port is available.
 * @throws StartFailure as `listen` does
 */
export async function assertPortFree(port: number, option: string): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  await listen(server, port, option);
  await closeServer(server, 0);
}

/**
 * Dates an answer by this process's clock. Node's own Date header has the machine's time even if the process runs under
 * another clock, and clients compare it with their own time.
 */
export const tellTime = (response: ServerResponse): void => {
  response.setHeader('date', new Date().toUTCString());
};
