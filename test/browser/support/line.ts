import { once } from 'node:events';
import net from 'node:net';
import { onTestFinished } from 'vitest';
import * as z from 'zod/mini';

const Address = z.object({ port: z.number() });

/** Another way to an `http:` address of this machine, which can be cut: until the test ends. */
export async function layLine(to: string): Promise<{ address: string; cut(): void }> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      // One that was cut may complain; both ends go together.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    cut();
    server.close();
  });
  return { address: `http://127.0.0.1:${Address.parse(server.address()).port}`, cut };
}
