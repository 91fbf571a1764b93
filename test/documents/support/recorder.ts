import type { RecordedCall } from '../../../infra/documents/recorded-examples.ts';
import { createInterruptedLine } from '../../support/interrupted-line.ts';
import { type Answer, type HttpCall, type Route, startWorld, type World } from '../../support/world.ts';
import { exampleContract } from './example-contract.ts';

type Shown = Omit<HttpCall, 'route' | 'headers'> & {
  headers?: Record<string, string>;
  key?: string;
  /** Its body is encrypted and another one each time, so that it is no part of the example. */
  isEncrypted?: true;
  /** What is random in the answer, made the same every time. */
  shownAs?: (text: string) => string;
};

/** The functions, and a record of every call to them that was given a name. */
export async function startRecorder() {
  const line = createInterruptedLine();
  const world = await startWorld(exampleContract, line);
  const calls: RecordedCall[] = [];
  const authorization = `Bearer ${world.keys.apiKey.current}`;

  /** Calls a route with the right API key, and keeps the call as an example of the answer it gets. */
  async function record(
    route: Route,
    name: string,
    { key, headers, isEncrypted, shownAs = (text) => text, ...shown }: Shown = {},
  ): Promise<Answer> {
    const idempotency = key === undefined ? {} : { 'idempotency-key': key };
    const call = { route, ...shown, headers: { authorization, ...idempotency, ...headers } };
    const answer = await world.call(call);
    const type = answer.headers['content-type'];
    const { query, body } = shown;
    calls.push({
      route,
      name,
      request: {
        ...(query && { query }),
        ...(body !== undefined && !isEncrypted && { body: JSON.parse(shownAs(JSON.stringify(body))) }),
      },
      status: answer.status,
      type,
      body: type?.endsWith('json') ? JSON.parse(shownAs(answer.text)) : answer.text,
    });
    return answer;
  }

  return { world, line, calls, record };
}

export type Recorder = {
  world: World;
  line: ReturnType<typeof createInterruptedLine>;
  calls: RecordedCall[];
  record: Awaited<ReturnType<typeof startRecorder>>['record'];
};
