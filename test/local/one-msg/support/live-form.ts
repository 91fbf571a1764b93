import { publishLiveFlow, type Reply, SCREEN_DATA, startFlowEndpoint } from './flow-endpoint.ts';
import { PHONE, startProvider } from './provider.ts';

/** An answer that shows a screen. */
export const showing = (screen: string, data: unknown = SCREEN_DATA[screen], version = '4.0'): Reply => ({
  seal: { version, screen, data },
});
/** An answer that ends the form. */
export const ending = (params: unknown): Reply => showing('SUCCESS', { extension_message_response: { params } });

/** A phone with a message whose button opens a live Flow, and the endpoint behind it. */
export async function openForm(dataDirectory?: string) {
  const [provider, endpoint] = await Promise.all([startProvider(dataDirectory), startFlowEndpoint()]);
  const flowId = await publishLiveFlow(provider, endpoint);
  await provider.write();
  const id = await provider.invite({ flowId, flowAction: 'data_exchange' });
  const exchange = (body: unknown) => provider.control('POST', `customers/${PHONE}/messages/${id}/exchange`, body);
  return {
    provider,
    endpoint,
    flowId,
    id,
    exchange,
    /** What the phone makes of an answer to what it asks; by default on the second screen. */
    async hears(reply: Reply, asked: object = { action: 'data_exchange', screen: 'SECOND', data: {} }) {
      endpoint.reply = ({ data }) =>
        isReport(data) ? { seal: { version: '4.0', data: { acknowledged: true } } } : reply;
      return (await exchange(asked)).body;
    },
    message: async () => (await provider.messages()).find((one) => one.id === id),
  };
}

const isReport = (data: unknown) => typeof data === 'object' && data !== null && 'error' in data;
