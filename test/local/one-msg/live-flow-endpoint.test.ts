import { describe, expect, test } from 'vitest';
import { LIVE_FLOW, startFlowEndpoint } from './support/flow-endpoint.ts';
import { openForm } from './support/live-form.ts';
import { PHONE, startProvider } from './support/provider.ts';

describe('the endpoint of a Flow', () => {
  test('is set with the Flow or later, under either name', async () => {
    const { provider, flowId, endpoint } = await openForm();
    expect((await provider.call('GET', `flows/${flowId}`)).body).toMatchObject({ endpoint_uri: endpoint.url });
    for (const field of ['endpointUri', 'endpoint_uri']) {
      const url = `https://example.com/${field}`;
      expect((await provider.call('PATCH', `flows/${flowId}/metadata`, { [field]: url })).status).toBe(200);
      expect((await provider.call('GET', `flows/${flowId}`)).body).toMatchObject({ endpoint_uri: url, name: 'live' });
    }
    expect((await provider.call('PATCH', `flows/${flowId}/metadata`, { endpointUri: 'nowhere' })).status).toBe(400);
  });

  test('is pinged', async () => {
    const form = await openForm();
    form.endpoint.reply = ({ action }) => ({
      seal: { version: '4.0', data: { status: action === 'ping' && 'active' } },
    });
    expect((await form.provider.control('POST', `flows/${form.flowId}/ping`)).body).toEqual({ kind: 'active' });
    form.endpoint.reply = () => ({ status: 500, text: '' });
    const { body } = await form.provider.control('POST', `flows/${form.flowId}/ping`);
    expect(body).toMatchObject({ kind: 'failed', reason: 'status-500' });
    expect((await form.provider.control('POST', 'flows/1/ping')).status).toBe(404);
  });

  test('that is not set, or has no key, leaves the general error', async () => {
    const provider = await startProvider();
    const flow = { name: 'live', categories: ['OTHER'] };
    const { id: flowId } = (await provider.call<{ id: string }>('POST', 'flows', flow)).body;
    await provider.call('PATCH', `flows/${flowId}/assets`, LIVE_FLOW);
    await provider.call('POST', `flows/${flowId}/publish`);
    await provider.write();
    const id = await provider.invite({ flowId });
    const open = async () =>
      (await provider.control('POST', `customers/${PHONE}/messages/${id}/exchange`, { action: 'INIT' })).body;
    expect(await open()).toEqual({ kind: 'failed', reason: 'no-endpoint' });
    await provider.call('PATCH', `flows/${flowId}/metadata`, { endpointUri: 'http://127.0.0.1:1/flow' });
    expect(await open()).toEqual({ kind: 'failed', reason: 'no-public-key' });
    const { publicPem } = await startFlowEndpoint();
    await provider.call('POST', 'whatsapp_business_encryption', { business_public_key: publicPem });
    expect(await open()).toEqual({ kind: 'failed', reason: 'unreachable' });
  });
});
