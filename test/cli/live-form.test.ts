import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { createEndpointKey, publicPem } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { generateLiveForm } from '../../infra/flow/generate-live-form.ts';
import { aClinicContract } from '../support/clinic.ts';
import { startChannelWorld } from './support/channel-world.ts';
import { startEndpointAddress } from './support/exchange-function.ts';

const MINUTE = 60_000;
const passBy = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE });
afterEach(() => void vi.useRealTimers());

type World = Awaited<ReturnType<typeof startChannelWorld>>;
const key = { ...(await createEndpointKey(now())), uploadedAt: now() };
const clinic = aClinicContract();
const flowJson = generateLiveForm(clinic.booking);
const urlOf = (world: World) => `${world.api}/flows/${deriveKeys(world.rootSecret()).endpoint.current}`;

const use = ({ folder }: World, contract: object) =>
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ context: { contract } }));

/** A clinic whose endpoint answers, and whose key WhatsApp has. */
async function aLiveClinic() {
  const address = await startEndpointAddress();
  const world = await startChannelWorld({ api: address.url, isLive: true, endpointKeys: [key] });
  use(world, clinic);
  const business_public_key = publicPem(key);
  await world.provider.call('POST', 'whatsapp_business_encryption', { business_public_key });
  await address.serve(world);
  return { world, address };
}

const Published = z.object({ flows: z.array(z.object({ id: z.string(), outcome: z.string(), name: z.string() })) });

async function publish(world: World, ...more: string[]) {
  const { json, exitCode } = await world.channel(['publish-flow', '--live', '--local', '--json', ...more]);
  return { exitCode, flow: Published.parse(json()).flows[0] };
}

type ShownFlow = { name: string; status: string; endpoint_uri: string | null };
const flowAt = async ({ provider }: World, id: string) => (await provider.call<ShownFlow>('GET', `flows/${id}`)).body;

const noFlowMethods = { faultMethods: ['flows'], refuse: { status: 501, text: 'Not implemented' } };

describe('publish-flow --live', () => {
  test('publishes one Flow for all languages with the URL of the endpoint, and says what goes into the contract', async () => {
    const { world } = await aLiveClinic();
    const { exitCode, stdout } = await world.channel(['publish-flow', '--live', '--local']);
    const { flow } = await publish(world);
    expect([exitCode, flow?.outcome]).toEqual([0, 'already-published']);
    expect(flow?.name).toMatch(/^appointment-flow-live-[0-9a-f]{8}$/);
    expect(await flowAt(world, String(flow?.id))).toMatchObject({ status: 'PUBLISHED', endpoint_uri: urlOf(world) });
    // The static form stays beside it, for the way back.
    const entry = { ...clinic.flow, kind: 'live', liveId: flow?.id };
    expect(stdout).toContain(`"flow": ${JSON.stringify(entry)}`);
  });

  test('publishes another Flow when the address is another one, as a published one may keep its own', async () => {
    const { world } = await aLiveClinic();
    const before = await publish(world);
    await world.channel(['keys', 'rotate', 'endpoint', '--yes', '--local']);
    const after = await publish(world);
    expect(after.flow).toMatchObject({ outcome: 'published' });
    expect(after.flow?.id).not.toBe(before.flow?.id);
    expect((await flowAt(world, String(after.flow?.id))).endpoint_uri).toBe(urlOf(world));
  });

  test('goes on with a draft, and gives it the present address', async () => {
    const { world } = await aLiveClinic();
    const first = await world.channel(['publish-flow', '--live', '--draft', '--local']);
    expect(first.stdout).toMatch(/is a draft[\s\S]*"kind":"live","liveId":"\d+"}.*without --draft/);
    const draft = await publish(world, '--draft');
    await world.channel(['keys', 'rotate', 'endpoint', '--yes', '--local']);
    const { flow } = await publish(world);
    expect(flow).toMatchObject({ id: draft.flow?.id, outcome: 'published' });
    expect((await flowAt(world, String(flow?.id))).endpoint_uri).toBe(urlOf(world));
  });

  test('sends nothing before WhatsApp has a key, or while the endpoint does not answer', async () => {
    const world = await startChannelWorld();
    use(world, clinic);
    const run = () => world.channel(['publish-flow', '--live', '--local']);
    expect((await run()).stderr).toContain('endpoint keys create');
    await world.channel(['endpoint', 'keys', 'create', '--local']);
    expect((await run()).stderr).toContain('endpoint keys upload');
    passBy(7);
    await world.channel(['endpoint', 'keys', 'upload', '--local']);
    const writes = await world.writes();
    const refused = await run();
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringMatching(/cannot be reached.*run this again/)]);
    expect(await world.writes()).toEqual(writes);
  });

  test.each([
    [501, 'Not implemented'],
    [404, 'Not found'],
  ])(
    'prints the steps in WhatsApp Manager with all there is to paste where the provider answers %i',
    async (status, text) => {
      const { world } = await aLiveClinic();
      await world.provider.behave({ ...noFlowMethods, refuse: { status, text } });
      const { exitCode, stdout } = await world.channel(['publish-flow', '--live', '--local']);
      expect(exitCode).toBe(3);
      const [json = '', steps = ''] = stdout.split('\n\nThe provider does not offer Flows');
      expect(JSON.parse(json)).toEqual(flowJson);
      expect(steps).toContain(`\n${urlOf(world)}\n`);
      expect(steps).toMatch(/-----BEGIN PUBLIC KEY-----\n[\s\S]+-----END PUBLIC KEY-----/);
      expect(steps).toMatch(/"liveId" beside "kind": "live"[\s\S]*health check/);
      const { json: parsed } = await world.channel(['publish-flow', '--live', '--local', '--json']);
      expect(parsed()).toMatchObject({ outcome: 'by-hand', flowJson, url: urlOf(world) });
    },
  );

  test('--save writes the JSON to a file, and prints the steps', async () => {
    const { world } = await aLiveClinic();
    const folder = join(world.folder, 'forms');
    const { exitCode, stdout } = await world.channel(['publish-flow', '--live', '--save', folder, '--local']);
    const file = join(folder, 'appointment-flow-live.json');
    expect([exitCode, JSON.parse(readFileSync(file, 'utf8'))]).toEqual([0, flowJson]);
    expect(stdout).toContain(file);
    expect(stdout).toContain(urlOf(world));
  });

  test('--print prints the JSON alone, without a stack', async () => {
    const world = await startChannelWorld();
    use(world, clinic);
    const { exitCode, stdout } = await world.channel(['publish-flow', '--live', '--print']);
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, flowJson]);
    expect((await world.channel(['publish-flow', '--live', '--print', '--json'])).json()).toEqual(flowJson);
  });

  test('--print prints one static form, and asks which one of several', async () => {
    const world = await startChannelWorld();
    use(world, clinic);
    const one = await world.channel(['publish-flow', '--print', '--language', 'es']);
    expect([one.exitCode, JSON.parse(one.stdout)]).toEqual([0, expect.objectContaining({ version: '7.3' })]);
    const several = await world.channel(['publish-flow', '--print']);
    expect([several.exitCode, several.stderr]).toEqual([2, expect.stringContaining('--language')]);
  });

  test('is made of services, and of nothing else', async () => {
    const world = await startChannelWorld();
    const { exitCode, stderr } = await world.channel(['publish-flow', '--live', '--print']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('names no services')]);
    for (const other of [['--language', 'es'], ['--file', 'x.json'], ['--ask-token']])
      expect((await world.channel(['publish-flow', '--live', ...other])).exitCode).toBe(2);
  });
});

describe('doctor of a live form', () => {
  const CHECKS = ['Endpoint key', 'Endpoint', 'Public key', 'Flow'];
  const Findings = z.object({
    findings: z.array(z.object({ check: z.string(), verdict: z.string(), says: z.string() })),
  });

  /** What it finds of the live form, as "check verdict", and the sentences. */
  async function examine(world: World) {
    const { json } = await world.channel(['doctor', '--local', '--json']);
    const found = Findings.parse(json()).findings.filter(({ check }) => CHECKS.includes(check));
    const says = found.filter(({ verdict }) => verdict !== 'ok').map((one) => one.says);
    return { found: found.map(({ check, verdict }) => `${check} ${verdict}`).toSorted(), says };
  }

  /** The same with the published Flow in the contract: all is well. */
  async function aPublishedClinic() {
    const live = await aLiveClinic();
    const { flow } = await publish(live.world);
    const contract = { ...clinic, flow: { ...clinic.flow, id: String(flow?.id) } };
    use(live.world, contract);
    return { ...live, contract };
  }

  test('says that the key, the URL, the public key and the Flow are well', async () => {
    const { world } = await aPublishedClinic();
    expect(await examine(world)).toEqual({
      found: ['Endpoint key ok', 'Endpoint ok', 'Flow ok', 'Public key ok'],
      says: [],
    });
  });

  test('looks at none of them where the form is static', async () => {
    const world = await startChannelWorld();
    use(world, clinic);
    expect((await examine(world)).found).toEqual([]);
  });

  test('says which step of the set-up is next', async () => {
    const world = await startChannelWorld({ isLive: true });
    use(world, clinic);
    const none = await examine(world);
    expect(none.found).toEqual(['Endpoint key fault', 'Flow warning', 'Public key fault']);
    expect(none.says.join(' ')).toMatch(/keys create.*keys upload/);
    await world.channel(['endpoint', 'keys', 'create', '--local']);
    expect((await examine(world)).says[0]).toMatch(/^WhatsApp does not have \w+ yet.*wait until .*keys upload/);
  });

  test('says that a rotation waits for its end, which hurts nobody', async () => {
    const { world } = await aPublishedClinic();
    await world.channel(['endpoint', 'keys', 'rotate', '--local']);
    const { found, says } = await examine(world);
    expect(found).toEqual(['Endpoint key warning', 'Endpoint ok', 'Flow ok', 'Public key ok']);
    expect(says).toEqual([expect.stringMatching(/^A rotation is not finished.*wait until .*keys upload/)]);
  });

  test('tells that the endpoint does not answer', async () => {
    const { world } = await aPublishedClinic();
    const other = await startChannelWorld();
    writeFileSync(
      join(world.folder, '.local', 'endpoints.json'),
      readFileSync(join(world.folder, '.local', 'endpoints.json'), 'utf8').replaceAll(world.api, other.api),
    );
    expect((await examine(world)).found).toEqual(
      ['Endpoint fault', 'Endpoint key ok', 'Flow fault', 'Public key ok'].toSorted(),
    );
  });

  test("tells that the channel's public key is not this stack's", async () => {
    const { world } = await aPublishedClinic();
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    await world.provider.call('POST', 'whatsapp_business_encryption', { business_public_key: pem });
    const { found, says } = await examine(world);
    expect(found).toContain('Public key fault');
    expect(says).toEqual([expect.stringMatching(/not this stack's.*keys upload/)]);
  });

  test('warns where the provider shows neither the key nor Flows', async () => {
    const { world } = await aPublishedClinic();
    const faultMethods = ['flows', 'whatsapp_business_encryption'];
    await world.provider.behave({ faultMethods, refuse: { status: 501, text: 'Not implemented' } });
    expect((await examine(world)).found).toEqual([
      'Endpoint key ok',
      'Endpoint ok',
      'Flow warning',
      'Public key warning',
    ]);
  });

  test('warns that the Flow asks a URL of before a rotation, which still works', async () => {
    const { world } = await aPublishedClinic();
    await world.channel(['keys', 'rotate', 'endpoint', '--yes', '--local']);
    const { found, says } = await examine(world);
    expect(found).toContain('Flow warning');
    expect(says).toEqual([expect.stringMatching(/until the next "keys rotate endpoint".*publish-flow --live/)]);
  });

  test('tells that the Flow asks another URL, and that it is not the form of the contract', async () => {
    const { world, contract } = await aPublishedClinic();
    const path = `flows/${contract.flow.id}/metadata`;
    await world.provider.call('PATCH', path, { endpointUri: 'https://elsewhere.test/flows/x' });
    expect((await examine(world)).says).toEqual([expect.stringMatching(/asks another URL.*publish-flow --live/)]);
    await world.provider.call('PATCH', path, { endpointUri: urlOf(world) });
    use(world, { ...contract, booking: aClinicContract({ services: clinic.booking.services?.slice(0, 1) }).booking });
    expect((await examine(world)).found).toContain('Flow warning');
  });
});
