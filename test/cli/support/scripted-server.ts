import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen, tellTime } from '../../../local/http/listen.ts';

/** A call the server got; its body parsed where it is JSON. */
export type SeenCall = { method: string; path: string; headers: Record<string, unknown>; body: unknown };
/** What it answers; `cut` breaks the connection instead, `silence` keeps it open. */
export type ScriptedAnswer = { status?: number; body: unknown } | 'cut' | 'silence';

/** A server that answers as `answer` says, and remembers what it was asked; it stops when the test ends. */
export async function startScriptedServer(answer: (call: SeenCall, index: number) => ScriptedAnswer) {
  const calls: SeenCall[] = [];
  const server = createServer((request, response) => {
    tellTime(response);
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const call = { method, path, headers, body: text === '' ? undefined : JSON.parse(text) };
      const answered = answer(call, calls.push(call) - 1);
      if (answered === 'cut') {
        request.socket.destroy();
        return;
      }
      if (answered === 'silence') return;
      const { status = 200, body } = answered;
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  const url = await listen(server, 0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url, calls };
}
