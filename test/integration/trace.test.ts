import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { writeEndpoints } from '../../local/endpoints.ts';
import { runIn } from '../cli/support/channel-world.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { eventually } from '../local/support/eventually.ts';
import { aContract } from '../support/contract.ts';
import { TERMS, withReminders } from '../support/reminder-terms.ts';
import { aPhone } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import { request } from './support/request.ts';
import { startStack } from './support/running-stack.ts';

const stack = await startStack('three', withReminders(aContract(), TERMS, ['en']));
const { simulator, endpoints } = stack;
const authorization = { authorization: `Bearer ${endpoints.apiKey}` };

/** The functions that have a part in the booking below, and so a line about it. */
const AT_WORK = [
  'send-flow',
  'record-delivery-status',
  'record-flow-completion',
  'publish-events',
  'settle-bookings',
  'change-booking',
  'tell-customer',
  'notify-staff',
];

/** Runs `trace` on the stack. */
function trace(...argv: string[]) {
  const folder = temporaryFolder();
  copyFileSync(join(import.meta.dirname, '..', '..', 'cdk.json'), join(folder, 'cdk.json'));
  writeEndpoints(join(folder, '.local', 'endpoints.json'), endpoints);
  return runIn(folder, ['trace', ...argv, '--local']);
}

const Story = z.object({
  story: z.array(z.object({ at: z.string(), what: z.string(), function: z.optional(z.string()) })),
});

const day = aFreeDay();
let invitationId: string;

/** A customer books, is moved by the business and told of it. */
beforeAll(async () => {
  const phone = aPhone();
  const invited = await stack.inviteWhoWrote(phone);
  invitationId = invited.invitationId;
  const form = { date: day, time: '10:00', service: 'consultation', name: 'Alex', notes: 'First visit' };
  await simulator.complete(phone, invited.messageId, form);
  await stack.untilAnnounced('Appointment Booked', { invitationId });
  await stack.untilQuiet();
  const address = `${endpoints.api}/bookings/${invitationId}`;
  expect((await request('PATCH', address, { date: day, time: '10:30' }, authorization)).status).toBe(200);
  await stack.untilAnnounced('Appointment Changed', { invitationId });
  await stack.untilQuiet();
  await stack.untilQuiet();
});

describe('the logs of the functions', () => {
  it.each(AT_WORK)('have lines that carry the id of the invitation (%s)', (name) => {
    const lines = (stack.log(name) ?? '').split('\n').filter((text) => text.includes(invitationId));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: 'INFO' });
  });

  it('lead from a request and a webhook to the invitation', () => {
    const idOf = (name: string) =>
      (stack.log(name) ?? '')
        .split('\n')
        .filter((text) => text.includes(invitationId))
        .map((text) => JSON.parse(text));
    expect(idOf('send-flow')).toContainEqual(
      expect.objectContaining({ message: 'invitation was sent', requestId: expect.any(String), outcome: 'accepted' }),
    );
    expect(idOf('change-booking')).toContainEqual(
      expect.objectContaining({ message: 'request was answered', requestId: expect.any(String), status: 200 }),
    );
    expect(idOf('record-flow-completion')).toContainEqual(
      expect.objectContaining({ message: 'webhook was recorded', requestId: expect.any(String), kind: 'completion' }),
    );
  });
});

describe('trace', () => {
  it('tells the story of a booking that was moved and told, in the order of time', async () => {
    const { exitCode, stdout } = await trace(invitationId);
    expect(exitCode).toBe(0);
    const chapters = [
      'A program asked for the invitation at the API',
      'Attempt 1 (form): the message was delivered',
      'The customer sent a form.',
      '"Appointment Booked" was announced on the bus',
      'Notice of version 1 ("booked"): the provider took it',
      "Whoever has the stack's own key changed the booking: startsAt is now",
      'Notice of version 2 ("changed"): counts as told',
    ];
    for (const chapter of chapters) expect(stdout).toContain(chapter);
    expect(stdout).toContain('Times: by the clock of Europe/Madrid, then in UTC.');
    expect(stdout).not.toMatch(/Alex|First visit|wamid|@c\.us/);
  });

  it('gives the same to scripts, with the function that each line of a log is from', async () => {
    const { stdout, json } = await trace(invitationId, '--json');
    const { story } = Story.parse(json());
    const times = story.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(new Set(story.flatMap((one) => one.function ?? []))).toEqual(new Set(AT_WORK));
    expect(stdout).not.toMatch(/Alex|First visit|wamid|@c\.us/);
  });

  it('leaves the logs out on demand, and says so', async () => {
    const { stdout } = await trace(invitationId, '--no-logs');
    expect(stdout).not.toContain('[send-flow]');
    expect(stdout).toContain('The logs and the events announced were left out (--no-logs).');
  });

  it('says that there is no such invitation, and that an id is none', async () => {
    const unknown = await trace('01980000-0000-7000-8000-000000000001');
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('There is no invitation')]);
    expect((await trace('34600000001')).exitCode).toBe(2);
  });

  it('tells of an erased customer only when they were erased', async () => {
    const phone = aPhone();
    const erased = await stack.inviteWhoWrote(phone);
    await stack.untilQuiet();
    expect(
      (await request('DELETE', `${endpoints.api}/customers?phone=${phone}`, undefined, authorization)).status,
    ).toBe(200);
    const { exitCode, stdout } = await trace(erased.invitationId);
    expect([exitCode, stdout.split('\n')]).toEqual([0, [expect.stringContaining('was erased at'), '']]);
  });
});

describe('trace after the clock of the stack was moved', () => {
  it('calls planned what lies ahead by that clock, and nothing that has happened by it', async () => {
    const phone = aPhone();
    const { invitationId: id, messageId } = await stack.inviteWhoWrote(phone);
    const madrid = 'Europe/Madrid';
    const start = Temporal.Instant.from(stack.clock.now().toISOString())
      .toZonedDateTimeISO(madrid)
      .toPlainDate()
      .add({ days: 3 });
    const form = { date: String(start), time: '10:00', service: 'consultation', name: 'Alex' };
    await simulator.complete(phone, messageId, form);
    const plannedOf = async () => {
      const [past = '', planned = ''] = (await trace(id)).stdout.split('\nPlanned:\n');
      return { past, planned: planned.trim().split('\n') };
    };
    const { planned } = await eventually(async () => {
      const story = await plannedOf();
      return story.planned.length > 1 && story;
    });
    expect(planned).toEqual(['day-before', 'two-hours'].map((key) => expect.stringContaining(`Reminder "${key}"`)));

    const evening = start.subtract({ days: 1 }).toZonedDateTime({ timeZone: madrid, plainTime: '18:05' });
    await stack.passTime(Math.ceil((evening.epochMilliseconds - stack.clock.now().getTime()) / 1000));
    const { past, planned: left } = await eventually(async () => {
      const story = await plannedOf();
      return story.past.includes('counts as sent') && story;
    }, 90_000);
    expect(past).toMatch(/Reminder "day-before" for \S+: an attempt began, as template\.$/m);
    expect(left).toEqual([expect.stringMatching(/Reminder "two-hours" for \S+ is to go out\.$/)]);
  }, 120_000);
});
