import http from 'node:http';
import https from 'node:https';

/** The result of one post: an HTTP status, or none because the server was too slow or absent. */
export type WebhookAnswer = { status: number } | { error: 'timeout' | 'connection' };

export function isTaken(answer: WebhookAnswer): boolean {
  return 'status' in answer && answer.status >= 200 && answer.status < 300;
}

export type WebhookClient = {
  /** Posts one JSON body to one URL. Never throws; a redirect counts as an answer. */
  post(url: string, body: string, timeoutMs: number): Promise<WebhookAnswer>;
  /** Closes every connection, also those in use. */
  stop(): void;
};

/** Plain requests on kept connections: there are thousands of webhooks, and `fetch` costs several times as much. */
export function createWebhookClient(): WebhookClient {
  const plain = { request: http.request, agent: new http.Agent({ keepAlive: true }) };
  const secure = { request: https.request, agent: new https.Agent({ keepAlive: true }) };

  return {
    post(url, body, timeoutMs) {
      const { request, agent } = url.startsWith('https:') ? secure : plain;
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      return new Promise((resolve) => {
        const posting = request(url, { method: 'POST', agent, headers });
        const finish = (answer: WebhookAnswer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        const timer = setTimeout(() => {
          finish({ error: 'timeout' });
          posting.destroy();
        }, timeoutMs);
        posting.on('error', () => finish({ error: 'connection' }));
        posting.on('response', (response) => {
          // Reading to the end frees the connection for the next webhook.
          response.resume();
          response.on('end', () => finish({ status: response.statusCode ?? 0 }));
          response.on('error', () => finish({ error: 'connection' }));
        });
        posting.end(body);
      });
    },
    stop() {
      plain.agent.destroy();
      secure.agent.destroy();
    },
  };
}
