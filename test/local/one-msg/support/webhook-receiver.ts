import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen } from '../../../../local/http/listen.ts';
import { eventually } from '../../support/eventually.ts';

type Receiver = {
  url: string;
  /** Bodies in the order they came, the refused ones among them. */
  bodies: unknown[];
  /** What it answers from now on; `silent` answers nothing. */
  answerWith: number | 'silent';
  /** Waits until so many came, or, given a test, until so many came that pass it; answers those. */
  receive(count: number, matching?: (text: string) => boolean): Promise<unknown[]>;
};

/** A small server that collects webhooks; it stops when the test ends. */
export async function startReceiver(path = '/hook'): Promise<Receiver> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      receiver.bodies.push(JSON.parse(text));
      if (receiver.answerWith !== 'silent') response.writeHead(receiver.answerWith).end('{}');
    });
  });
  const address = await listen(server, 0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });

  const receiver: Receiver = {
    url: `${address}${path}`,
    bodies: [],
    answerWith: 200,
    receive(count, matching = () => true) {
      return eventually(() => {
        const found = receiver.bodies.filter((body) => matching(JSON.stringify(body)));
        return found.length >= count && found;
      });
    },
  };
  return receiver;
}
