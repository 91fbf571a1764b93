import { createPublicKey, randomInt } from 'node:crypto';
import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { isJsonObject, parseJson } from '../../../functions/shared/domain/text/json.ts';
import { parseInput } from '../../parse-input.ts';
import type { Flow } from '../channel-state.ts';
import { readObject } from '../request-body.ts';
import type { Channel } from '../simulated-channel.ts';
import { findFlowFaults, flowVersion } from './check-flow-json.ts';
import { type Answer, graphError, invalid, notFound, respond } from './method-answers.ts';

const PREVIEW_DAYS = 30;

const Address = z.optional(
  z.string().check(z.refine((url) => /^https?:/.test(url) && URL.canParse(url), 'must be a URL')),
);
const NewFlow = z.object({
  name: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(200)),
  categories: z.array(z.string()).check(z.minLength(1, 'must not be empty')),
  endpointUri: Address,
  /** Meta's own name for it. */
  endpoint_uri: Address,
});
const Metadata = z.partial(NewFlow);

/** The fields of a Flow in a request, whichever name its URL has there. */
function flowFields<Fields extends z.infer<typeof Metadata>>({ endpoint_uri, endpointUri, ...fields }: Fields) {
  const address = endpointUri ?? endpoint_uri;
  return { ...fields, ...(address !== undefined && { endpointUri: address }) };
}
const EncryptionKey = z.object({
  business_public_key: z.string().check(z.refine(isRsa2048, 'must be a 2048-bit RSA public key in PEM')),
});

/** The account's Flows: created as drafts, filled with a Flow JSON, published; and the Flow endpoints' public key. */
export function flowRoutes(channel: Channel): Hono {
  const routes = new Hono();
  const { flows } = channel;

  const onFlow = (act: (flow: Flow, c: Context) => Answer | Promise<Answer>) => async (c: Context) => {
    const flow = flows.get(c.req.param('id') ?? '');
    return respond(c, flow ? await act(flow, c) : notFound('Flow'));
  };
  const changeFlow = (act: (flow: Flow, c: Context) => Answer | Promise<Answer>) =>
    onFlow(async (flow, c) => {
      const answer = await act(flow, c);
      channel.changed();
      return answer;
    });

  routes.get('/flows', (c) => c.json({ data: [...flows.values()].map(summaryOf) }));
  routes.post('/flows', async (c) => {
    const parsed = parseInput(NewFlow, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const id = String(randomInt(10 ** 14, 3 * 10 ** 14));
    flows.set(id, { id, ...flowFields(parsed.value), status: 'DRAFT', faults: [] });
    channel.changed();
    return c.json({ id });
  });
  routes.get(
    '/flows/:id',
    onFlow((flow) => ({ status: 200, body: detailsOf(flow, channel) })),
  );
  routes.get(
    '/flows/:id/preview',
    onFlow((flow) => ({ status: 200, body: { id: flow.id, preview: previewOf(flow, channel) } })),
  );
  routes.patch(
    '/flows/:id/metadata',
    changeFlow(async (flow, c) => {
      const parsed = parseInput(Metadata, await readObject(c));
      if (!parsed.ok) return invalid(parsed.fault);
      Object.assign(flow, flowFields(parsed.value));
      return { status: 200, body: { success: true } };
    }),
  );
  routes.patch(
    '/flows/:id/assets',
    changeFlow(async (flow, c) => replaceJson(flow, await readFlowJson(c))),
  );
  routes.post('/flows/:id/publish', changeFlow(publish));

  routes.get('/whatsapp_business_encryption', (c) => {
    const [key] = channel.encryptionKeys;
    const entry = { business_public_key: key, business_public_key_signature_status: 'VALID' };
    return c.json({ data: key === undefined ? [] : [entry] });
  });
  routes.post('/whatsapp_business_encryption', async (c) => {
    const parsed = parseInput(EncryptionKey, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const { business_public_key: key } = parsed.value;
    const [current] = channel.encryptionKeys;
    if (key !== current) channel.encryptionKeys = current === undefined ? [key] : [key, current];
    channel.changed();
    return c.json({ success: true });
  });
  return routes;
}

function replaceJson(flow: Flow, json: string | undefined): Answer {
  if (flow.status === 'PUBLISHED') {
    return graphError('This Flow was published already and cannot be changed.', 139001, "Flow can't be updated");
  }
  if (json === undefined) return invalid('file: the Flow JSON is missing');
  flow.json = json;
  flow.faults = findFlowFaults(json);
  return { status: 200, body: { success: true, validation_errors: flow.faults } };
}

function publish(flow: Flow): Answer {
  if (flow.status === 'DRAFT' && (flow.json === undefined || flow.faults.length > 0)) {
    return graphError('The Flow has validation errors or no Flow JSON.', 139002, "Flow can't be published");
  }
  flow.status = 'PUBLISHED';
  return { status: 200, body: { success: true } };
}

/** Accepts the Flow JSON as a form's file, as the field `flow_json`, or as the whole body. */
async function readFlowJson(c: Context): Promise<string | undefined> {
  const bytes = await c.req.arrayBuffer();
  const type = c.req.header('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    return file instanceof File ? file.text() : undefined;
  }
  const text = new TextDecoder().decode(bytes);
  const body = parseJson(text);
  const wrapped = isJsonObject(body) ? body['flow_json'] : undefined;
  if (typeof wrapped === 'string') return wrapped;
  return isJsonObject(wrapped) ? JSON.stringify(wrapped) : text || undefined;
}

function summaryOf({ id, name, status, categories, faults }: Flow) {
  return { id, name, status, categories, validation_errors: faults };
}

function detailsOf(flow: Flow, channel: Channel) {
  return {
    ...summaryOf(flow),
    json_version: flowVersion(flow.json) ?? null,
    preview: previewOf(flow, channel),
    endpoint_uri: flow.endpointUri ?? null,
  };
}

function previewOf(flow: Flow, channel: Channel) {
  const expiresAt = channel.clock.now().getTime() + PREVIEW_DAYS * 24 * 60 * 60 * 1000;
  return {
    preview_url: `https://business.facebook.com/wa/manage/flows/${flow.id}/preview/`,
    expires_at: new Date(expiresAt).toISOString(),
  };
}

function isRsa2048(pem: string): boolean {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails?.modulusLength === 2048;
  } catch {
    return false;
  }
}
