import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateLiveForm } from '../../../infra/flow/generate-live-form.ts';
import { findFlowFaults } from '../../../local/one-msg/api/check-flow-json.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { LIVE_FLOW } from './support/flow-endpoint.ts';
import { CHANNEL, type Provider, startProvider, TOKEN } from './support/provider.ts';

const FLOW = {
  version: '7.3',
  screens: [
    {
      id: 'APPOINTMENT',
      title: 'Appointment',
      data: {},
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'Your appointment' },
          { type: 'DatePicker', name: 'date', label: 'Day' },
          { type: 'Footer', label: 'Next', 'on-click-action': { name: 'navigate', next: { name: 'CONFIRM' } } },
        ],
      },
    },
    {
      id: 'CONFIRM',
      terminal: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [{ type: 'Footer', label: 'Book', 'on-click-action': { name: 'complete', payload: {} } }],
      },
    },
  ],
};

async function createFlow(provider: Provider): Promise<string> {
  const flow = { name: 'appointment', categories: ['APPOINTMENT_BOOKING'] };
  return (await provider.call<{ id: string }>('POST', 'flows', flow)).body.id;
}

type Validation = { success: boolean; validation_errors: { path: string; message: string }[] };

describe('a Flow', () => {
  test('is created, filled, published, and then known by its id', async () => {
    const provider = await startProvider();
    const id = await createFlow(provider);
    expect(id).toMatch(/^\d{15}$/);
    const filled = await provider.call<Validation>('PATCH', `flows/${id}/assets`, FLOW);
    expect(filled.body).toEqual({ success: true, validation_errors: [] });
    expect((await provider.call('PATCH', `flows/${id}/metadata`, { name: 'renamed' })).status).toBe(200);
    expect((await provider.call('POST', `flows/${id}/publish`)).body).toEqual({ success: true });
    expect((await provider.call('GET', `flows/${id}`)).body).toMatchObject({
      id,
      name: 'renamed',
      status: 'PUBLISHED',
      json_version: '7.3',
      validation_errors: [],
    });
    expect((await provider.call('GET', `flows/${id}/preview`)).body).toMatchObject({
      preview: { preview_url: expect.stringContaining(id) },
    });
  });

  test('cannot be changed once it is published', async () => {
    const provider = await startProvider();
    const id = await createFlow(provider);
    await provider.call('PATCH', `flows/${id}/assets`, FLOW);
    await provider.call('POST', `flows/${id}/publish`);
    const changed = await provider.call('PATCH', `flows/${id}/assets`, FLOW);
    expect(changed).toMatchObject({ status: 400, body: { error: { code: 139001 } } });
  });

  test('takes its JSON as the body, in a field, or as an uploaded file', async () => {
    const provider = await startProvider();
    const id = await createFlow(provider);
    const form = new FormData();
    form.set('file', new File([JSON.stringify(FLOW)], 'flow.json', { type: 'application/json' }));
    form.set('asset_type', 'FLOW_JSON');
    const upload = await fetch(`${provider.url}/${CHANNEL}/flows/${id}/assets`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: form,
    });
    expect(await upload.json()).toEqual({ success: true, validation_errors: [] });
    for (const body of [{ flow_json: FLOW }, { flow_json: JSON.stringify(FLOW) }]) {
      expect((await provider.call('PATCH', `flows/${id}/assets`, body)).body).toMatchObject({ validation_errors: [] });
    }
  });

  test('without a JSON, or with a faulty one, is not published', async () => {
    const provider = await startProvider();
    const id = await createFlow(provider);
    const refused = { status: 400, body: { error: { code: 139002 } } };
    expect(await provider.call('POST', `flows/${id}/publish`)).toMatchObject(refused);
    await provider.call('PATCH', `flows/${id}/assets`, { ...FLOW, version: '2.1' });
    expect(await provider.call('POST', `flows/${id}/publish`)).toMatchObject(refused);
  });

  test('that does not exist is not found', async () => {
    const provider = await startProvider();
    expect((await provider.call('GET', 'flows/404')).status).toBe(404);
    expect((await provider.call('POST', 'flows', { name: 'nameless' })).status).toBe(400);
  });

  const [first, second] = FLOW.screens;
  const changedFirst = (children: unknown[]) => ({
    ...FLOW,
    screens: [{ ...first, layout: { type: 'SingleColumnLayout', children } }, second],
  });
  test.each([
    ['text that is not JSON', '{"version":', /not a JSON object/],
    ['an old version', { ...FLOW, version: '4.0' }, /version/],
    ['no screens', { ...FLOW, screens: [] }, /screens/],
    ['another layout', { ...FLOW, screens: [{ ...second, layout: { type: 'Grid', children: [] } }] }, /layout/],
    ['the same screen twice', { ...FLOW, screens: [...FLOW.screens, second] }, /twice/],
    ['no terminal screen', { ...FLOW, screens: [{ ...second, terminal: false }] }, /terminal/],
    ['an unknown component', changedFirst([{ type: 'Slider' }]), /Slider/],
    ['an input without a name', changedFirst([{ type: 'TextInput', label: 'Name' }]), /name/],
    [
      'two inputs of one name',
      changedFirst([
        { type: 'TextInput', name: 'a', label: 'A' },
        { type: 'Form', children: [{ type: 'TextArea', name: 'a', label: 'B' }] },
      ]),
      /same name/,
    ],
    ['a Footer without an action', changedFirst([{ type: 'Footer', label: 'Next' }]), /on-click-action/],
    [
      'a way to a screen that is not there',
      changedFirst([{ type: 'Footer', 'on-click-action': { name: 'navigate', next: { name: 'NOWHERE' } } }]),
      /screen of this Flow/,
    ],
    [
      'an end before the last screen',
      changedFirst([{ type: 'Footer', 'on-click-action': { name: 'complete', payload: {} } }]),
      /terminal screen/,
    ],
  ])('is told about %s', async (_, json, message) => {
    const provider = await startProvider();
    const id = await createFlow(provider);
    const { body } = await provider.call<Validation>('PATCH', `flows/${id}/assets`, json);
    expect(body.success).toBe(true);
    expect(body.validation_errors.map((fault) => fault.message).join()).toMatch(message);
  });
});

describe('a Flow with an endpoint', () => {
  const [first, second, third] = LIVE_FLOW.screens;
  const withRoutes = (routing_model: object | undefined) => ({ ...LIVE_FLOW, routing_model });
  const withChildren = (...children: unknown[]) => {
    const layout = { type: 'SingleColumnLayout', children: [...children, ...(first?.layout.children ?? [])] };
    return { ...LIVE_FLOW, screens: [{ ...first, layout }, second, third] };
  };
  const { data_api_version: _, ...withoutVersion } = LIVE_FLOW;
  const calendar = { type: 'CalendarPicker', name: 'day', label: 'Day' };

  test('has no faults if its routes lead forward to a terminal screen', () => {
    expect(findFlowFaults(JSON.stringify(LIVE_FLOW))).toEqual([]);
  });

  test('is the live form of the contract, without a fault', () => {
    const form = generateLiveForm(aClinicContract().booking);
    expect(findFlowFaults(JSON.stringify(form))).toEqual([]);
  });

  test.each([
    ['no routes', withRoutes(undefined), /needs a routing_model/],
    ['no version of its data', withoutVersion, /needs a data_api_version/],
    ['a route to a screen that is not there', withRoutes({ FIRST: ['NOWHERE'] }), /no screen NOWHERE/],
    ['routes of a screen that is not there', withRoutes({ NOWHERE: ['FIRST'] }), /no screen NOWHERE/],
    ['two entries', withRoutes({ FIRST: ['THIRD'], SECOND: ['THIRD'] }), /one screen to which no other/],
    ['a way back', withRoutes({ FIRST: ['SECOND'], SECOND: ['THIRD'], THIRD: ['SECOND'] }), /back to it/],
    ['a route that ends too early', withRoutes({ FIRST: ['SECOND', 'THIRD'] }), /ends in SECOND/],
    ['too many components', withChildren(...Array(50).fill({ type: 'TextBody', text: 'x' })), /at most 50/],
    [
      'a calendar in a condition',
      withChildren({ type: 'If', else: [{ type: 'Form', children: [calendar] }] }),
      /inside If/,
    ],
    ['a calendar in a case', withChildren({ type: 'Switch', cases: { a: [calendar] } }), /inside If or Switch/],
    [
      'a choice that navigates',
      withChildren({ ...calendar, 'on-select-action': { name: 'navigate' } }),
      /on-select-action/,
    ],
  ])('is told about %s', (_name, json, message) => {
    expect(
      findFlowFaults(JSON.stringify(json))
        .map((fault) => fault.message)
        .join(),
    ).toMatch(message);
  });
});

describe('the encryption key', () => {
  test('is kept if it is an RSA key of 2048 bits', async () => {
    const provider = await startProvider();
    const path = 'whatsapp_business_encryption';
    expect((await provider.call('GET', path)).body).toEqual({ data: [] });
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    expect((await provider.call('POST', path, { business_public_key: pem })).body).toEqual({ success: true });
    expect((await provider.call('GET', path)).body).toMatchObject({ data: [{ business_public_key: pem }] });
    expect((await provider.call('POST', path, { business_public_key: 'nonsense' })).status).toBe(400);
  });
});
