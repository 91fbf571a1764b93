import { generateKeyPairSync } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import { OWNER } from '../../../functions/shared/domain/people/caller.ts';
import { newClosure, readClosure } from '../../../functions/shared/domain/places/closure-request.ts';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { WorklistPage } from '../../../functions/shared/http/answers/lists.ts';
import { MOST_CLOSURES } from '../../../functions/shared/operations/places/change-closures.ts';
import { createClosure } from '../../../functions/shared/store/places/closures.ts';
import { agendaAttributes } from '../../../functions/shared/store/table/keys.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import type { RecordedExamples } from '../../../infra/documents/recorded-examples.ts';
import { aReminder } from '../../support/attendance.ts';
import { createFlowPhone } from '../../support/flow-phone.ts';
import type { ScriptedAnswer } from '../../support/scripted-provider.ts';
import { completionBody, secondsAgo, statusesBody, tapBody, textBody } from '../../support/webhooks.ts';
import type { AnnouncedEvent, Answer, World } from '../../support/world.ts';
import { STAFF_PHONE } from './example-contract.ts';
import { recordApprovals } from './record-approvals.ts';
import { recordPeople } from './record-people.ts';
import { recordResends } from './record-resends.ts';
import { startRecorder } from './recorder.ts';

/** When the examples happen: a Friday, one hour behind the business's clock. */
const START = Date.parse('2026-11-20T09:00:00.000Z');
const DAY_MS = 24 * 60 * 60_000;

const ALEX = '34600000001';
const BEA = '34600000002';
const CARLOS = '34600000003';
const DORA = '34600000004';
const EMIL = '34600000005';
const GINA = '34600000007';
const GUS = '34600000008';
const HANA = '34600000010';
const UNKNOWN_ID = '0197a0b0-0000-7000-8000-000000000000';

const FORM = { service: 'consultation', date: '2026-12-01', time: '10:30', name: 'Alex', notes: 'First visit' };

type Recorder = Awaited<ReturnType<typeof startRecorder>>;

const messageIdOf = (number: number) => `wamid.EXAMPLE${number}`;
const taken = (number: number, after?: () => Promise<unknown>): ScriptedAnswer => ({
  body: { sent: true, id: messageIdOf(number), message: 'Sent to queue' },
  ...(after && { after }),
});

/** What goes wrong on this side: AWS is not to be reached, or a secret is not what it should be. */
async function recordBreakdowns({ world, record }: Recorder) {
  const input = { SecretId: 'root' };
  const { SecretString = '' } = await new SecretsManagerClient().send(new GetSecretValueCommand(input));
  const unreachable = Object.assign(new Error('unreachable'), { $metadata: {} });
  world.secrets.on(GetSecretValueCommand, input).rejects(unreachable);
  const query = { day: '2026-11-20', kind: 'unmatched' };
  await record('GET /worklist', 'unavailable', { query });
  world.secrets.on(GetSecretValueCommand, input).resolves({ SecretString: '{}' });
  await record('GET /worklist', 'internal', { query });
  world.secrets.on(GetSecretValueCommand, input).resolves({ SecretString });
  await record('GET /worklist', 'unauthorized', { query, headers: { authorization: '' } });
}

async function recordInvitations({ world, record }: Recorder) {
  const { provider } = world;
  const invite = (name: string, body: unknown, key?: string) =>
    record('POST /invitations', name, { body, ...(key && { key }) });

  const alex = { phone: '+34 600 000 001', customerName: 'Alex' };
  provider.answerNext(taken(1, () => invite('still-running', alex, 'alex-1')));
  const sent = await invite('accepted', alex, 'alex-1');
  await invite('repeated', alex, 'alex-1');
  await invite('idempotency-key-reused', { phone: '+34 600 000 009' }, 'alex-1');

  provider.answerNext('hang up');
  await invite('unknown', { chatId: 'ES.1234567890@lid', language: 'en' }, 'bea-1');
  provider.answerNext({ status: 429, body: { error: 'Too many requests' }, headers: { 'retry-after': '120' } });
  await invite('retrying', { phone: CARLOS, data: { service: 'consultation' } }, 'carlos-1');
  provider.answerNext({ body: { sent: false, message: 'Dialog window is closed' } });
  await invite('rejected', { phone: DORA }, 'dora-1');

  await invite('not-json', 'phone=34600000001');
  await invite('malformed', { phone: ALEX, chatId: `${ALEX}@c.us`, colour: 'red' });
  await invite('too-large', JSON.stringify({ phone: ALEX }).padEnd(256 * 1024 + 1));
  await invite('impossible-phone', { phone: '12' });
  await world.webhook(textBody('raw', { id: 'wamid.EXAMPLE90', phone: EMIL, text: 'Stop', at: secondsAgo(30) }));
  await invite('opted-out', { phone: EMIL });
  return String(sent.body['invitationId']);
}

const tokenOf = (world: World) => String(world.provider.requestsTo(ALEX)[0]?.body['flowToken']);

/** The provider tells what became of the first invitation, and of things that are nobody's. */
async function recordWebhooks({ world, record }: Recorder) {
  const path = { secret: world.keys.webhook.current };
  const status = (name: 'sent' | 'delivered' | 'read', seconds: number) => ({
    id: messageIdOf(1),
    status: name,
    phone: ALEX,
    at: secondsAgo(seconds),
  });
  const wish = { id: 'wamid.EXAMPLE91', phone: BEA, text: 'I would like to book', at: secondsAgo(60), name: 'Bea' };
  await record('POST /webhooks/{secret}/messages', 'message', { path, body: textBody('raw', wish) });
  const cancels = { id: 'wamid.EXAMPLE94', phone: BEA, text: 'Please cancel', at: secondsAgo(55), name: 'Bea' };
  await record('POST /webhooks/{secret}/messages', 'cancellation', { path, body: textBody('raw', cancels) });
  const asks = { id: 'wamid.EXAMPLE95', phone: BEA, text: 'Where can I park?', at: secondsAgo(52), name: 'Bea' };
  await world.webhook(textBody('raw', asks), '/messages');
  const statuses = statusesBody('raw', status('sent', 50), status('delivered', 40));
  await record('POST /webhooks/{secret}/delivery', 'statuses', { path, body: statuses });
  const form = completionBody('raw', {
    id: 'wamid.EXAMPLE92',
    phone: ALEX,
    token: tokenOf(world),
    at: secondsAgo(20),
    fields: FORM,
  });
  await record('POST /webhooks/{secret}/flow-completion', 'form', { path, body: form });
  await record('POST /webhooks/{secret}', 'read', { path, body: statusesBody('raw', status('read', 30)) });
  await record('POST /webhooks/{secret}', 'unmatched', { path, body: { instanceId: 'VID000000001', groups: [] } });
  for (const route of ['', '/messages', '/delivery', '/flow-completion'] as const) {
    await record(`POST /webhooks/{secret}${route}`, 'not-found', { path: { secret: 'wrong' }, body: {} });
  }
}

/** A booking of a time before services were configured stands, and `claims rebuild` did not run. */
async function recordNotReady({ world, record }: Recorder) {
  const { client, name, channelId } = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
  const pk = 'invitation#of-another-time';
  const agenda = agendaAttributes(channelId, instantAt(START));
  await client.send(new PutCommand({ TableName: name, Item: { pk, type: 'invitation', ...agenda } }));

  world.provider.answerNext(taken(8));
  const id = idOf(await world.invite({ phone: GUS, customerName: 'Gus' }, 'gus-1'));
  const token = String(world.provider.requestsTo(GUS)[0]?.body['flowToken']);
  const fields = { ...FORM, name: 'Gus', time: '12:00', notes: 'Second visit' };
  const form = { id: 'wamid.EXAMPLE93', phone: GUS, token, at: secondsAgo(25), fields };
  await world.webhook(completionBody('raw', form), '/flow-completion');

  const start = { date: '2026-12-03', time: '10:00' };
  const query = { service: 'consultation', from: start.date, to: start.date };
  await record('GET /slots', 'not-ready', { query });
  const body = { ...start, service: 'consultation', customerName: 'Gina' };
  await record('POST /bookings', 'not-ready', { body });
  await record('PATCH /bookings/{invitationId}', 'not-ready', { path: { invitationId: id }, body: start });
  await client.send(new DeleteCommand({ TableName: name, Key: { pk } }));
}

async function recordReading({ world, record }: Recorder, id: string) {
  await record('GET /invitations/{id}', 'booked', { path: { id } });
  await record('GET /invitations/{id}', 'not-found', { path: { id: UNKNOWN_ID } });
  await record('GET /invitations', 'of-a-customer', { query: { phone: ALEX } });
  await record('GET /invitations', 'of-a-day', { query: { day: '2026-11-20', limit: '1' } });
  await record('GET /invitations', 'malformed', { query: { limit: '0' } });
  await record('GET /invitations', 'impossible-phone', { query: { phone: '12' } });
  await record('GET /bookings', 'of-a-week', { query: { from: '2026-11-30', to: '2026-12-06' } });
  await record('GET /bookings', 'malformed', { query: { from: '2026-11-30', to: '2026-11-29' } });
  await record('GET /worklist', 'unmatched', { query: { day: '2026-11-20', kind: 'unmatched' } });
  await record('GET /worklist', 'wishes', { query: { day: '2026-11-20', kind: 'question' } });
  await record('GET /worklist', 'malformed', { query: { day: 'today', kind: 'unmatched' } });
  await record('GET /statistics', 'of-a-day', { query: { from: '2026-11-20', to: '2026-11-20' } });
  await record('GET /statistics', 'malformed', { query: { from: '2026-11-20', to: '2026-11-19' } });
  const changes = await record('GET /changes', 'first', {});
  await record('GET /changes', 'unchanged', { headers: { 'if-none-match': String(changes.headers['etag']) } });

  const path = { secret: world.keys.calendar.current };
  const feed = await record('GET /calendar/{secret}/bookings.ics', 'calendar', { path });
  const headers = { 'if-none-match': String(feed.headers['etag']) };
  await record('GET /calendar/{secret}/bookings.ics', 'known', { path, headers });
  await record('GET /calendar/{secret}/bookings.ics', 'not-found', { path: { secret: 'wrong' } });
}

async function recordPlaces({ line, record }: Recorder) {
  const visit = { service: 'consultation', date: '2026-12-03', time: '10:00', customerName: 'Gina' };
  const book = (name: string, body: unknown, key = name) => record('POST /bookings', name, { body, key });
  await book('booked', { ...visit, phone: '+34 600 000 007', notes: 'Phoned' });
  await book('repeated', { ...visit, phone: '+34 600 000 007', notes: 'Phoned' }, 'booked');
  await book('idempotency-key-reused', { ...visit, time: '11:00' }, 'booked');
  await book('not-json', 'service=consultation');
  await book('malformed', { ...visit, colour: 'red' });
  await book('too-large', '{}'.padEnd(256 * 1024 + 1));
  await book('impossible-phone', { ...visit, phone: '12' });

  const slots = (name: string, query: Record<string, string>) =>
    record('GET /slots', name, { query: { from: '2026-12-03', to: '2026-12-03', ...query } });
  await slots('of-a-day', { service: 'consultation' });
  await slots('malformed', { service: 'consultation', to: '2027-12-03' });
  await slots('unknown-service', { service: 'haircut' });
  await slots('unknown-resource', { service: 'consultation', resource: 'eva' });
  await slots('not-found', { service: 'consultation', moved: UNKNOWN_ID });

  line.contend();
  await book('busy', { ...visit, time: '15:00' });
  line.letThrough();

  const refused = {
    'slot-taken': { time: '10:15' },
    'outside-opening-hours': { time: '17:00' },
    'start-in-past': { date: '2026-11-19' },
    'off-step': { time: '10:37' },
    'unknown-service': { service: 'haircut' },
    'unknown-resource': { resource: 'eva' },
    'start-in-dst-gap': { date: '2027-03-28', time: '02:30' },
  };
  const other = await book('override', { ...visit, time: '17:30', override: true });
  const path = { invitationId: String(other.body['invitationId']) };
  for (const [name, wish] of Object.entries(refused)) {
    await book(name, { ...visit, ...wish });
    const { customerName: _, ...change } = { ...visit, ...wish };
    await record('PATCH /bookings/{invitationId}', name, { path, body: change, key: name });
  }
}

/** To close so often over HTTP takes a hundred times as long. */
async function storeClosures({ contract }: World, count: number): Promise<void> {
  const table = openTable(process.env['TABLE_NAME'] ?? '', contract.channel.id);
  const body = readClosure({ resource: 'ana', from: '2026-12-03T00:00', to: '2026-12-03T00:01' });
  const createdAt = { channelId: table.channelId, key: undefined, nowMs: Date.now(), actor: OWNER.actor };
  const closures = Array.from({ length: count }, () => newClosure(body, contract.booking, createdAt));
  await Promise.all(closures.map((closure) => createClosure(table, closure, contract)));
}

async function recordClosures({ record, world }: Recorder) {
  const close = (name: string, body: unknown, key = name) => record('POST /closures', name, { body, key });
  const holidays = { resource: 'ana', from: '2026-12-03T00:00', to: '2026-12-05T00:00', reason: 'Ana is away' };
  const closed = await close('closed', holidays);
  await close('repeated', holidays, 'closed');
  await close('other-hours', {
    from: '2026-12-05T00:00',
    to: '2026-12-06T00:00',
    hours: [{ from: '10:00', to: '13:00' }],
  });
  await close('idempotency-key-reused', { ...holidays, resource: 'ben' }, 'closed');
  await close('not-json', 'from=2026-12-03');
  await close('malformed', { ...holidays, to: holidays.from });
  await close('too-large', '{}'.padEnd(256 * 1024 + 1));
  await close('unknown-resource', { ...holidays, resource: 'eva' });
  await record('GET /closures', 'of-a-week', { query: { from: '2026-11-30', to: '2026-12-06' } });
  await record('GET /closures', 'malformed', { query: { from: '2026-11-30', to: '2026-11-29' } });

  const path = (closureId: string) => ({ path: { closureId } });
  await record('DELETE /closures/{closureId}', 'deleted', path(String(closed.body['closureId'])));
  await record('DELETE /closures/{closureId}', 'not-found', path(UNKNOWN_ID));
  await storeClosures(world, MOST_CLOSURES - 1);
  await close('too-many-closures', holidays, 'one-more');
}

/** Tells the customer of an invitation what was announced of their booking, and answers all that was announced. */
async function tell(world: World, id: string, answer: ScriptedAnswer) {
  const announced = await world.announce();
  world.provider.answerNext(answer);
  const news = announced.filter(({ type, detail }) => type.startsWith('Appointment ') && detail['invitationId'] === id);
  await world.deliverAnnounced('tell-customer', ...news);
  return announced;
}

/** A customer is told of their booking, but not that it was moved; staff call them, and answer another one. */
async function recordWork({ world, record }: Recorder, id: string) {
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}`, 'idempotency-key': 'moved-by-staff' };
  const body = { date: '2026-12-01', time: '11:00' };
  await world.call({ route: 'PATCH /bookings/{invitationId}', path: { invitationId: id }, headers, body });
  const moved = await tell(world, id, { body: { sent: false, message: 'Dialog window is closed' } });
  const query = { day: '2026-11-20', kind: 'not-told' };
  await record('GET /worklist', 'not-told', { query });
  await record('GET /worklist', 'of-all-kinds', { query: { day: query.day } });

  const done = (name: string, asked: unknown, of = id) =>
    record('POST /worklist/{id}/done', name, { path: { id: of }, body: asked });
  await done('already-told', { what: 'called', revision: 1 });
  await done('called', { what: 'called' });
  const questions = await world.list('GET /worklist', { day: query.day, kind: 'question' });
  const [question] = WorklistPage.parse(questions.body).items.filter((item) => 'questionId' in item);
  await done('answered', { what: 'answered' }, question?.questionId);
  await done('not-found', { what: 'called' }, UNKNOWN_ID);
  await done('malformed', { what: 'forgotten' });
  await done('not-json', 'called');
  await done('too-large', '{}'.padEnd(256 * 1024 + 1));
  return [...moved, ...(await world.announce())];
}

async function recordDecisions({ record }: Recorder, id: string, unbooked: string) {
  const change = (name: string, body: unknown, { of = id, key = name } = {}) =>
    record('PATCH /bookings/{invitationId}', name, { path: { invitationId: of }, body, key });
  const cancel = (name: string, body: unknown, { of = id, key = name } = {}) =>
    record('POST /bookings/{invitationId}/cancel', name, { path: { invitationId: of }, body, key });

  await change('changed', { date: '2026-12-02', time: '09:30' });
  for (const [route, body] of [
    ['PATCH /bookings/{invitationId}', { notes: 'By the window' }],
    ['POST /bookings/{invitationId}/cancel', {}],
    ['POST /bookings/{invitationId}/approve', undefined],
    ['POST /bookings/{invitationId}/refuse', undefined],
    ['POST /bookings/{invitationId}/attendance', { attendance: 'came' }],
  ] as const) {
    const path = { invitationId: id };
    await record(route, 'changed-meanwhile', { path, body, headers: { 'if-match': '"1"' } });
  }
  await change('idempotency-key-reused', { notes: 'Another' }, { key: 'changed' });
  await change('nothing-booked', { notes: 'None' }, { of: unbooked });
  const day = { from: '2026-12-03', to: '2026-12-03' };
  await record('GET /slots', 'nothing-booked', { query: { service: 'consultation', ...day, moved: unbooked } });
  await change('not-found', { notes: 'None' }, { of: UNKNOWN_ID });
  await change('malformed', { date: '2026-12-02' });
  await change('not-json', 'date=2026-12-02');
  await change('too-large', '{}'.padEnd(256 * 1024 + 1));

  await cancel('cancelled', { reason: 'The stylist is ill' });
  await cancel('idempotency-key-reused', { reason: 'Another' }, { key: 'cancelled' });
  await cancel('nothing-booked', undefined, { of: unbooked });
  await cancel('not-found', undefined, { of: UNKNOWN_ID });
  await cancel('malformed', { reason: 5 });
  await cancel('not-json', 'ill');
  await cancel('too-large', '{}'.padEnd(256 * 1024 + 1));
}

/** Somebody books by hand for the same day, says that they come, and does. */
async function recordAttendance({ world, record }: Recorder, unbooked: string) {
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  const hana = { service: 'consultation', time: '15:00', customerName: 'Hana' };
  const book = async (date: string, key: string) => {
    const body = { ...hana, date, phone: HANA };
    return idOf(await world.call({ route: 'POST /bookings', headers: { ...headers, 'idempotency-key': key }, body }));
  };
  const [today, later] = [await book('2026-11-26', 'hana-1'), await book('2026-12-10', 'hana-2')];
  const startsAt = '2026-11-26T14:00:00.000Z';
  const answers = await aReminder(world, { phone: HANA, id: today, startsAt }, 'wamid.EXAMPLE96');
  const tap = { id: 'wamid.EXAMPLE97', phone: HANA, answers, label: "I'm coming", at: secondsAgo(5) };
  await world.webhook(tapBody('raw', tap), '/messages');
  const announced = await world.announce();
  const wishes = announced.filter(({ detail }) => detail['messageId'] === tap.id);
  await world.deliverAnnounced('answer-customer', ...wishes);

  const note = (name: string, body: unknown, id = today) =>
    record('POST /bookings/{invitationId}/attendance', name, { path: { invitationId: id }, body });
  await note('noted', { attendance: 'no-show' });
  await note('corrected', { attendance: 'came' });
  await note('too-early', { attendance: 'came' }, later);
  await note('nothing-booked', { attendance: 'came' }, unbooked);
  await note('not-found', { attendance: 'came' }, UNKNOWN_ID);
  await note('malformed', { attendance: 'late' });
  await note('not-json', 'came');
  await note('too-large', '{}'.padEnd(256 * 1024 + 1));
  return [...announced, ...(await world.announce())];
}

/** Somebody looks for a customer who was booked by hand, corrects them, and tells them what is kept. */
async function recordCustomers({ record }: Recorder) {
  const gina = { phone: '+34 600 000 007' };
  const days = { from: '2026-12-03', to: '2026-12-03' };
  await record('GET /customers', 'found-by-number', { query: { q: '600 000 007' } });
  await record('GET /customers', 'of-a-day', { query: days });
  await record('GET /customers', 'of-a-day-as-csv', { query: { ...days, format: 'csv' } });
  await record('GET /customers', 'malformed', { query: { q: 'G' } });
  await record('GET /customers', 'impossible-phone', { query: { phone: '12' } });
  const correct = (name: string, body: unknown, query: Record<string, string> = gina) =>
    record('PATCH /customers', name, { query, body });
  await correct('corrected', { name: 'Gina Rossi', language: 'en' });
  await record('PATCH /customers', 'changed-meanwhile', {
    query: gina,
    body: { name: 'Gina' },
    headers: { 'if-match': '"0"' },
  });
  await correct('malformed', { language: 'xx' });
  await correct('not-found', { name: 'Gina' }, { phone: '+34 600 000 099' });
  await correct('impossible-phone', { name: 'Gina' }, { phone: '12' });
  await correct('not-json', 'ill');
  await correct('too-large', '{}'.padEnd(256 * 1024 + 1));
  // The ids of claims are random.
  const shownAs = (text: string) => text.replace(/"claimId":"[0-9a-f-]{36}"/g, `"claimId":"${UNKNOWN_ID}"`);
  await record('GET /customers/export', 'exported', { query: gina, shownAs });
  await record('GET /customers/export', 'malformed', { query: { ...gina, chatId: '34600000007@c.us' } });
  await record('GET /customers/export', 'not-found', { query: { invitationId: UNKNOWN_ID } });
  await record('GET /customers/export', 'impossible-phone', { query: { phone: '12' } });
}

async function recordErasure({ record }: Recorder) {
  const gina = { service: 'consultation', date: '2026-12-03', time: '10:00', customerName: 'Gina' };
  const asked = { ...gina, phone: '+34 600 000 007', notes: 'Phoned' };
  await record('DELETE /customers', 'erased-with-place', { query: { phone: asked.phone } });
  await record('POST /bookings', 'erased', { body: asked, key: 'booked' });
  await record('DELETE /customers', 'erased', { query: { phone: ALEX } });
  await record('DELETE /customers', 'malformed', { query: { phone: ALEX, chatId: `${ALEX}@c.us` } });
  await record('DELETE /customers', 'not-found', { query: { invitationId: UNKNOWN_ID } });
  await record('DELETE /customers', 'impossible-phone', { query: { phone: '12' } });
  const body = { phone: '+34 600 000 001', customerName: 'Alex' };
  await record('POST /invitations', 'erased', { body, key: 'alex-1' });
}

/** One phone asks all: with the same key each time, so that the answer is the same to the letter. */
async function recordExchanges({ world, record }: Recorder): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stored = {
    id: '0'.repeat(16),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    createdAt: instantAt(START),
  };
  const input = { SecretId: 'root' };
  const { SecretString = '' } = await new SecretsManagerClient().send(new GetSecretValueCommand(input));
  const keep = (endpoint: object) =>
    world.secrets
      .on(GetSecretValueCommand, input)
      .resolves({ SecretString: JSON.stringify({ ...JSON.parse(SecretString), endpoint }) });
  const phone = await createFlowPhone(publicKey.export({ type: 'spki', format: 'pem' }).toString(), (bytes) =>
    bytes.fill(7),
  );
  const path = { secret: world.keys.endpoint.current };
  const ask = async (name: string, said: object, headers = {}) => {
    const { body } = await phone.encrypt({ version: '4.0', ...said });
    return record('POST /flows/{secret}', name, { path, body, headers, isEncrypted: true });
  };
  keep({ keys: [stored] });
  await ask('ping', { action: 'ping' });
  await ask('over', { action: 'INIT', flow_token: tokenOf(world) });
  await ask('not-found', { action: 'INIT', flow_token: 'made-up' });
  const unfit = { encrypted_flow_data: 'AA==', encrypted_aes_key: 'AA==', initial_vector: 'AA==' };
  await record('POST /flows/{secret}', 'key-unfit', { path, body: unfit });
  await record('POST /flows/{secret}', 'malformed', { path, body: {} });
  await record('POST /flows/{secret}', 'not-json', { path, body: 'ping' });
  await record('POST /flows/{secret}', 'too-large', { path, body: '{}'.padEnd(256 * 1024 + 1) });
  // A function reads its secret again after some minutes.
  vi.setSystemTime(Date.now() + DAY_MS);
  keep({ keys: [stored], appSecrets: ['example'] });
  await ask('unsigned', { action: 'ping' });
  world.secrets.on(GetSecretValueCommand, input).resolves({ SecretString });
}

/** What was announced, by its type: the first of each kind of fact. */
function examplesOf(announced: Awaited<ReturnType<World['announce']>>): Record<string, unknown[]> {
  const byType: Record<string, unknown[]> = {};
  const seen = new Set<string>();
  for (const { type, detail } of announced) {
    const fact = [type, detail['status'], detail['change'] === undefined].join();
    if (seen.has(fact)) continue;
    seen.add(fact);
    byType[type] = [...(byType[type] ?? []), detail];
  }
  return byType;
}

/** Asks for an invitation by an event, as a CRM may, and sees to it that this one is sent. */
async function requestByEvent(world: World): Promise<unknown> {
  const detail = { phone: '+34 600 000 006', customerName: 'Fay', idempotencyKey: 'appointment-4711' };
  world.provider.answerNext(taken(6));
  const event = { id: 'event-1', source: 'crm', 'detail-type': 'Flow Invitation Requested', detail };
  const failed = await world.deliverToQueue(event);
  if (failed.length > 0 || world.provider.requestsTo('34600000006').length !== 1) {
    throw new Error('The event made no invitation.');
  }
  return detail;
}

/** Lets so much time pass that all that could be asked about the unknown invitation was asked. */
async function passTime(world: World): Promise<void> {
  for (let day = 1; day <= 6; day++) {
    vi.setSystemTime(START + day * DAY_MS);
    await world.reconcile();
  }
}

/** A member of staff taps a button under a message that told them something. */
const tapAsStaff = (world: World): Promise<Answer> =>
  world.webhook(
    tapBody('normalised', {
      id: messageIdOf(90),
      phone: STAFF_PHONE,
      answers: messageIdOf(91),
      label: 'Call',
      at: START / 1000,
    }),
  );
/** The customer of a booking by hand is reminded on the evening before. */
async function recordReminder(world: World, booked: readonly AnnouncedEvent[]): Promise<AnnouncedEvent[]> {
  const [gina] = booked.filter(({ type, detail }) => type === 'Appointment Booked' && isOf(GINA, detail));
  if (!gina) throw new Error('Gina has no booking.');
  world.provider.answerNext(taken(20));
  await world.deliverAnnounced('tell-customer', gina);
  vi.setSystemTime(Date.parse('2026-12-02T17:00:00.000Z'));
  world.provider.answerNext(taken(21));
  await world.reconcile();
  return world.announce();
}

const isOf = (phone: string, detail: AnnouncedEvent['detail']): boolean =>
  JSON.stringify(detail['recipient'] ?? {}).includes(phone);

const idOf = ({ body }: Answer) => String(body['invitationId']);

/** Drives the functions through all that the documents show. The same every time: clock, ids and keys are fixed. */
export async function recordExamples(): Promise<RecordedExamples> {
  const recorder = await startRecorder();
  const { world, calls } = recorder;
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  try {
    await recordBreakdowns(recorder);
    const id = await recordInvitations(recorder);
    const unbooked = idOf(await world.invite({ phone: DORA }, 'dora-1'));
    await recordNotReady(recorder);
    await recordWebhooks(recorder);
    const first = await tell(world, id, taken(10));
    await world.deliverAnnounced('answer-customer', ...first.filter(({ type }) => type === 'Customer Wish Detected'));
    vi.setSystemTime(START + 60_000);
    await recordReading(recorder, id);
    const worked = await recordWork(recorder, id);
    await recordDecisions(recorder, id, unbooked);
    await recordPlaces(recorder);
    await recordApprovals(recorder, UNKNOWN_ID);
    await recordClosures(recorder);
    await recordPeople(recorder);
    const requested = await requestByEvent(world);
    await tapAsStaff(world);
    const second = await world.announce();
    await passTime(world);
    const came = await recordAttendance(recorder, unbooked);
    const reminded = await recordReminder(world, second);
    const announced = [...first, ...worked, ...second, ...came, ...reminded];
    await recordCustomers(recorder);
    await recordErasure(recorder);
    await recordExchanges(recorder);
    await recordResends(recorder, UNKNOWN_ID);
    return { calls, events: { 'Flow Invitation Requested': [requested], ...examplesOf(announced) } };
  } finally {
    vi.useRealTimers();
  }
}
