import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { TOKEN } from '../local/one-msg/support/provider.ts';
import { startChannelWorld } from './support/channel-world.ts';

const detailOf = (eventId: string) => ({ eventId, booking: { customerName: 'Alex' } });

/** A letter as the event was on the bus. */
const envelope = (eventId: string, busId = `bus-${eventId}`) => ({
  version: '0',
  id: busId,
  'detail-type': 'Appointment Booked',
  source: 'appointment-flow',
  account: '111122223333',
  time: '2031-05-06T08:30:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: detailOf(eventId),
});
/** A letter as the CRM was to get the event. */
const handedOff = (eventId: string) => ({ type: 'Appointment Changed', detail: detailOf(eventId) });

describe('redrive', () => {
  test('puts letters of both forms on the bus, for the CRM only, and removes them', async () => {
    const { channel, deadLetters } = await startChannelWorld({ handsOff: true });
    await deadLetters.lay(envelope('one'));
    await deadLetters.lay(handedOff('two'));
    const { exitCode, json, stdout, stderr } = await channel(['redrive', '--local', '--json']);
    expect([exitCode, json()]).toEqual([0, { sent: 2, left: {}, interrupted: false }]);
    const common = { Source: 'appointment-flow.redrive', EventBusName: 'the-bus' };
    expect(deadLetters.put).toEqual([
      { ...common, DetailType: 'Appointment Booked', Detail: JSON.stringify(detailOf('one')) },
      { ...common, DetailType: 'Appointment Changed', Detail: JSON.stringify(detailOf('two')) },
    ]);
    expect(deadLetters.depth()).toEqual({ visible: 0, hidden: 0 });
    expect(stdout + stderr).not.toContain('Alex');
  });

  test('takes many, and tells how far it is', async () => {
    const { channel, deadLetters } = await startChannelWorld({ handsOff: true });
    for (let index = 0; index < 35; index += 1) await deadLetters.lay(envelope(`event-${index}`));
    const { stdout, stderr } = await channel(['redrive', '--local']);
    expect(stdout).toMatch(/^Handed off 35 once more/);
    expect(stderr).toMatch(/^Handed off 10 of about 35, \d+ a second …$/m);
    expect(new Set(deadLetters.put.map(({ Detail }) => Detail)).size).toBe(35);
  });

  test('hands off once what comes back at once, and leaves it then', async () => {
    const { channel, deadLetters } = await startChannelWorld({ handsOff: true });
    deadLetters.behave(async ({ DetailType, Detail }, busId) => {
      const { eventId } = JSON.parse(Detail);
      await deadLetters.lay(DetailType === 'Appointment Booked' ? envelope(eventId, busId) : handedOff(eventId));
      return 'taken' as const;
    });
    await deadLetters.lay(envelope('one'));
    await deadLetters.lay(handedOff('two'));
    const { exitCode, json } = await channel(['redrive', '--local', '--json']);
    expect([exitCode, json()]).toEqual([3, { sent: 2, left: { 'came-back': 2 }, interrupted: false }]);
    expect(deadLetters.depth()).toEqual({ visible: 2, hidden: 0 });
  });

  test('leaves what is no booking and what the bus refuses, and says why', async () => {
    const { channel, deadLetters } = await startChannelWorld({ handsOff: true });
    deadLetters.behave(({ Detail }) => (Detail.includes('unlucky') ? 'refused' : 'taken'));
    for (const letter of ['no JSON', { ...envelope('x'), 'detail-type': 'Something Else' }, envelope('unlucky')]) {
      await deadLetters.lay(letter);
    }
    await deadLetters.lay(envelope('lucky'));
    const { exitCode, stdout } = await channel(['redrive', '--local']);
    expect(exitCode).toBe(3);
    expect(stdout.trim().split('\n')).toEqual([
      'Handed off 1 once more; "status" shows whether the CRM took them.',
      'Left 2: not a booking event: look at it in the SQS console.',
      'Left 1: refused by the event bus: run this again in a minute.',
    ]);
    expect(deadLetters.depth()).toEqual({ visible: 3, hidden: 0 });
  });

  test('ends after the letters under way when it is interrupted', async () => {
    const { channel, deadLetters } = await startChannelWorld({ handsOff: true });
    for (let index = 0; index < 25; index += 1) await deadLetters.lay(envelope(`event-${index}`));
    const person = new EventEmitter();
    const onInterrupt = (stop: () => void) => {
      person.once('interrupt', stop);
      return () => person.off('interrupt', stop);
    };
    deadLetters.behave(() => {
      person.emit('interrupt');
      return 'taken';
    });
    const { exitCode, json } = await channel(['redrive', '--local', '--json'], { onInterrupt });
    expect([exitCode, json()]).toEqual([130, { sent: 10, left: {}, interrupted: true }]);
    expect(deadLetters.depth()).toEqual({ visible: 15, hidden: 0 });
  });

  test('says so if the stack has no CRM', async () => {
    const { channel } = await startChannelWorld();
    const { exitCode, stderr } = await channel(['redrive', '--local']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/hands its bookings to no CRM: put "crm"/)]);
  });
});

describe('set-crm-key', () => {
  test('stores the key beside what else is there, scheme included, and never shows it', async () => {
    const { channel, givenSecret } = await startChannelWorld({ givenSecret: { channelToken: 'kept' } });
    const { exitCode, stdout, stderr } = await channel(['set-crm-key', '--local'], { typed: 'Bearer secret-word\n' });
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/Next: put "crm"/)]);
    expect(givenSecret()).toEqual({ channelToken: 'kept', crmKey: 'Bearer secret-word' });
    expect(stdout + stderr).not.toContain('secret-word');
  });

  test.each(['', 'two\nlines', 'k'.repeat(513)])('refuses %j', async (stdin) => {
    const { channel, givenSecret } = await startChannelWorld();
    const { exitCode, stderr } = await channel(['set-crm-key', '--local'], { stdin });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching('That is no key')]);
    expect(givenSecret()).toMatchObject({ crmKey: 'kept' });
  });
});

describe('status', () => {
  test('counts what the CRM did not take, and misses its key', async () => {
    const { channel, deadLetters } = await startChannelWorld({ handsOff: true, givenSecret: { channelToken: TOKEN } });
    await channel(['register', '--local']);
    await deadLetters.lay(envelope('one'));
    const { exitCode, stdout } = await channel(['status', '--local']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^CRM +1 booking waits that it did not take$/m);
    expect(stdout).toMatch('run "npm run channel -- --local redrive"');
    expect((await channel(['status', '--local', '--json'])).json()).toMatchObject({
      notHandedOff: 1,
      findings: ['not-handed-off', 'crm-key-missing'],
    });
  });
});
