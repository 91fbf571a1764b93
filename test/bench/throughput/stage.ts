import { setTimeout as wait } from 'node:timers/promises';
import { startScriptedProvider } from '../../support/scripted-provider.ts';
import { aMessageId } from '../../support/webhooks.ts';
import { PROVIDER_CALL_MS, TABLE_CALL_MS } from '../cost-model.ts';
import { type FunctionHost, startHost } from '../function-host.ts';
import { startInstantAws } from '../instant-aws.ts';
import { startWaitingTable } from './waiting-table.ts';

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** A table and a provider that take as long as real ones, and functions in processes of their own that call them. */
export async function setStage(bundles: string, sendIntervalMs: number) {
  let times = 1;
  const table = await startWaitingTable(() => times * TABLE_CALL_MS);
  const answerLate = () => wait(times * PROVIDER_CALL_MS);
  const aws = await startInstantAws();
  const provider = await startScriptedProvider();
  provider.lookups.hookInfo = async (id) => {
    await answerLate();
    const timestamp = String(Math.floor(Date.now() / 1000));
    return { body: { hooks: ['sent', 'delivered'].map((status) => ({ id, type: 'message', status, timestamp })) } };
  };
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    PROVIDER_URL: provider.url,
    SEND_INTERVAL_MS: String(sendIntervalMs),
  };
  const hosts: FunctionHost[] = [];
  return {
    table,
    provider,
    host(): FunctionHost {
      const host = startHost(bundles, aws.endpoint, environment);
      hosts.push(host);
      return host;
    },
    /** From now on the table and the provider take so many times as long. */
    stretch(by: number): void {
      times = by;
    },
    /** The provider accepts the next sends. */
    answerSends(count: number): void {
      const answer = () => ({ body: { sent: true, id: aMessageId(), message: 'Sent to queue' }, after: answerLate });
      provider.answerNext(...Array.from({ length: count }, answer));
    },
    async strike(): Promise<void> {
      for (const host of hosts) host.stop();
      table.close();
      aws.close();
      await provider.close();
    },
  };
}
