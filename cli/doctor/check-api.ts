import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import type { Stack } from '../stack/stack.ts';
import { checking, type Finding, fault, ok } from './check.ts';
import { judgeClocks, type Skew, skewOf } from './clocks.ts';

const CALL_MS = 15_000;

type Timed = { status: number; skew: Skew | undefined };

async function ask(url: string, init: RequestInit = {}): Promise<Timed> {
  const asked = Date.now();
  const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(CALL_MS) });
  const skew = skewOf(response, asked, Date.now());
  await response.arrayBuffer();
  return { status: response.status, skew };
}

function judgeAnswer({ status }: Timed): Finding {
  if (status === 200) return ok('API', 'It answers, and knows its key.');
  if (status === 401) {
    return fault(
      'API',
      'It does not know the key that its secret makes: try again in five minutes, then deploy again.',
    );
  }
  return fault('API', `It answered ${status} to a simple question: read the errors in the log of query-worklist.`);
}

/** Checks whether the API answers a request with the key, and whether all clocks agree. */
export async function checkApi({ api, provider, secrets }: Stack): Promise<Finding[]> {
  return checking('API', async () => {
    const { apiKey } = deriveKeys(await secrets.root());
    const day = new Date().toISOString().slice(0, 10);
    const query = `day=${day}&kind=attention&limit=1`;
    const answer = await ask(`${api}/worklist?${query}`, { headers: { authorization: `Bearer ${apiKey.current}` } });
    const clocks = await checking('Clocks', async () => {
      // Any answer carries the time, whatever its status.
      const { skew } = await ask(provider, { method: 'HEAD' });
      return [judgeClocks(answer.skew, skew)];
    });
    return [judgeAnswer(answer), ...clocks];
  });
}
