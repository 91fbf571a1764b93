import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { describeError, logger } from '../../functions/shared/runtime/logger.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { keepOutput, noteSecret, scanOutput } from '../support/printed/kept-output.ts';
import { leaksIn } from '../support/printed/leaks.ts';
import { aForm, aMessageId, aPhone, bsuidOf } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();

const folder = mkdtempSync(join(tmpdir(), 'printed-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A line as the logger writes it, with one more member. */
const line = (value: unknown) =>
  JSON.stringify({
    level: 'INFO',
    message: 'request refused',
    timestamp: '2026-11-22T10:30:00.123Z',
    service: 'appointment-flow',
    function_request_id: '0c5a1d5e-7b54-4a5c-9a57-34600000001f',
    function_arn: 'arn:aws:lambda:eu-west-1:000000000000:function:appointment-flow-send-flow',
    invitationId: '0197a0b0-0000-7000-8000-346000000012',
    value,
  });

describe('the scan of what functions print', () => {
  it.each([
    ['phone', aPhone()],
    ['phone', `+${aPhone()}`],
    ['phone', Number(aPhone())],
    ['phone', { recipient: `to ${aPhone()}, by template` }],
    ['chat id', `${bsuidOf('1')}@lid`],
    ['message id', aMessageId()],
    ['derived key', world.keys.webhook.current],
    ['derived key', `/webhooks/${deriveKeys({ root: 'x'.repeat(32), generations: {} }).webhook.current}/messages`],
    ['API key', 'Bearer of something'],
    ['name', `Hi ${aForm.name}, book your appointment:`],
    ['form value', aForm],
    ['message text', 'hola, quiero reservar'],
  ])('finds a %s', (what, value) => {
    expect(leaksIn(line(value))).toContain(what);
  });

  it('finds a flow token', async () => {
    const { token } = await world.anInvitation();
    expect(leaksIn(line(token))).toEqual(['flow token']);
  });

  it('finds a secret that has no form of its own', () => {
    expect(leaksIn(line('the open-sesame of ours'), ['open-sesame'])).toEqual(['secret']);
  });

  it('finds nothing in what functions are meant to print', () => {
    expect(leaksIn(line(describeError(new TypeError('No luck with 34600000001'))))).toEqual([]);
    expect(leaksIn('REPORT RequestId: 0c5a1d5e-7b54-4a5c-9a57-346000000012 Duration: 12.3 ms Status: success')).toEqual(
      [],
    );
    const metric = { _aws: { Timestamp: 1795341600123, CloudWatchMetrics: [] }, InvitationsAccepted: 1 };
    expect(leaksIn(JSON.stringify(metric))).toEqual([]);
  });

  it('reads every file, and names the file and what it found', () => {
    writeFileSync(join(folder, 'send-flow.log'), `${line('fine')}\n${line('open-sesame')}\n`);
    writeFileSync(join(folder, 'send-flow.log.1'), `${line(aForm.name)}\n`);
    noteSecret(folder, 'open-sesame');
    const { lines, leaks } = scanOutput(folder);
    expect(lines).toBe(5);
    expect(leaks.toSorted()).toEqual([
      expect.stringMatching(/^send-flow\.log\.1: name: /),
      expect.stringMatching(/^send-flow\.log: secret: /),
    ]);
  });
});

describe('what functions print in a test', () => {
  it('is kept for the scan at the end of the run, with the request it belongs to', async () => {
    expect((await world.invite({ phone: 'nobody' })).status).toBe(422);
    const kept = readFileSync(join(inject('printed'), `${process.pid}.log`), 'utf8');
    expect(JSON.parse(kept.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      message: 'request refused',
      kind: 'impossible-phone',
      route: 'POST /invitations',
    });
  });

  it('is kept whatever prints it, and found when it must not be there', () => {
    const showOutput = keepOutput(folder);
    logger.info('accepted', { to: aPhone() });
    process.stderr.write(`failed for ${aPhone()}\n`);
    showOutput();
    expect(scanOutput(folder).leaks.filter((leak) => leak.includes('phone'))).toHaveLength(2);
  });
});
