import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Handler } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { watchStack } from '../support/cloudwatch/watched-stack.ts';
import { aHealthyChannel } from '../support/healthy-channel.ts';
import { aPhone, completionBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';
import { synthesize } from './synthesized.ts';

/** Within so many minutes somebody has to be told. */
const AT_ONCE = 5;

const contract = aClinicContract();
const world = await startWorld(contract);
const channel = await aHealthyChannel(world);
const { aBooking } = createBookings(world);
// The functions load with metrics, so that both kinds of stack can be watched.
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
vi.stubEnv('POWERTOOLS_SERVICE_NAME', contract.name);

/** Does something while a variable of the functions is another, or none. */
async function having<T>(name: string, value: string | undefined, work: () => Promise<T>): Promise<T> {
  const before = process.env[name];
  vi.stubEnv(name, value);
  try {
    return await work();
  } finally {
    vi.stubEnv(name, before);
  }
}

const HANDLERS: Record<string, Handler> = {
  reconcile: (await import('../../functions/reconcile/handler.ts')).handler,
  'watch-channel': await having(
    'PROVIDER_URL',
    channel.url,
    async () => (await import('../../functions/watch-channel/handler.ts')).handler,
  ),
  'plan-reminders': (await import('../../functions/plan-reminders/handler.ts')).handler,
  'count-figures': (await import('../../functions/count-figures/handler.ts')).handler,
  'publish-events': (await import('../../functions/publish-events/handler.ts')).handler,
  'settle-bookings': (await import('../../functions/settle-bookings/handler.ts')).handler,
};

/** As it is where a function was deployed without one of its variables: every start of it fails. */
const withoutItsTable: Handler = () =>
  having('TABLE_NAME', undefined, async () => {
    vi.resetModules();
    await import('../../functions/settle-bookings/handler.ts');
  });

/** EventBridge takes the first half of each call, and refuses the others. The call itself succeeds. */
function refuseHalf(): void {
  world.bus.on(PutEventsCommand).callsFake(({ Entries }: { Entries: PutEventsRequestEntry[] }) => {
    const answers = Entries.map((_, index) =>
      index < Entries.length / 2 && Entries.length > 1
        ? { EventId: `bus-${index}` }
        : { ErrorCode: 'ThrottlingException' },
    );
    return { FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode).length, Entries: answers };
  });
}

const takeAll = () =>
  world.bus.on(PutEventsCommand).callsFake(({ Entries }: { Entries: PutEventsRequestEntry[] }) => ({
    FailedEntryCount: 0,
    Entries: Entries.map((_, index) => ({ EventId: `bus-${index}` })),
  }));

const templates = { basic: synthesize(contract), full: synthesize({ ...contract, monitoring: 'full' }) };
type Monitoring = keyof typeof templates;

/** A stack on which all is well: a customer booked, and no alarm is on. */
async function aQuietStack(monitoring: Monitoring) {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', String(monitoring === 'basic'));
  const handlers = { ...HANDLERS };
  const stack = await watchStack({ template: templates[monitoring], world, handlers });
  await aBooking();
  // A stack that was just made is silent until it has run for a while.
  for (let minute = 0; minute < 3; minute++) await stack.passMinute();
  for (let minute = 0; minute < 2; minute++) expect(await stack.passMinute()).toEqual([]);
  /** The alarms that go off, each after how many minutes. */
  async function alarmsWithin(minutes: number): Promise<Map<string, number>> {
    const first = new Map<string, number>();
    for (let minute = 1; minute <= minutes; minute++) {
      for (const name of await stack.passMinute()) if (!first.has(name)) first.set(name, minute);
    }
    return first;
  }
  return { ...stack, handlers, alarmsWithin };
}

afterEach(() => {
  vi.useRealTimers();
  takeAll();
});

/** What is planted, with the alarm that goes off first in each kind of stack, and who is hurt as it says. */
const PLANTED = {
  'a disabled schedule': {
    plant: ({ switchOff }: Stack) => switchOff('reconcile'),
    alarm: { basic: 'reconcile-silent', full: 'reconcile-silent' },
    hurts: /^Customers get no reminders/,
  },
  'a consumer that always throws': {
    plant: ({ handlers }: Stack) => Object.assign(handlers, { 'settle-bookings': withoutItsTable }),
    alarm: { basic: 'staff-not-served', full: 'settle-bookings-errors' },
    hurts: /^Staff[^.]* do not (hear|see)/,
  },
  'a bus that refuses half of its entries': {
    plant: refuseHalf,
    alarm: { basic: 'staff-not-served', full: 'publish-events-failing' },
    hurts: /^(Staff, calendars, backends or the CRM|Calendar, CRM and staff) do not hear of bookings/,
  },
  'a token that the provider refuses': {
    plant: async () => {
      world.provider.answerNext({ status: 401, body: { message: 'Wrong token' } });
      await world.invite({ phone: aPhone() });
    },
    alarm: { basic: 'customers-not-reached', full: 'credentials-refused' },
    hurts: /^Customers get no invitations/,
  },
  'a form of nobody': {
    plant: () => world.webhook(completionBody('raw', { phone: aPhone() }), '/flow-completion'),
    alarm: { basic: 'customers-to-call', full: 'forms-not-matched' },
    hurts: /^(At least one|A) customer( who sent the form)? believes in an appointment/,
  },
  'a consumer that is switched off': {
    plant: ({ switchOff }: Stack) => switchOff('publish-events'),
    alarm: { basic: 'publish-events-silent', full: 'publish-events-silent' },
    hurts: /^Calendar, CRM and staff do not hear of bookings/,
  },
};
type Stack = Awaited<ReturnType<typeof aQuietStack>>;

describe.each(['basic', 'full'] as const)('on a stack with %s monitoring', (monitoring) => {
  it.each(Object.entries(PLANTED))(
    '%s sets off an alarm within five minutes, which says who is hurt',
    async (_, one) => {
      const stack = await aQuietStack(monitoring);
      await one.plant(stack);
      await aBooking();
      const [[first, minutes] = [], ...others] = await stack.alarmsWithin(AT_ONCE);
      expect(first).toBe(one.alarm[monitoring]);
      expect(minutes).toBeLessThanOrEqual(AT_ONCE);
      expect(stack.textOf(one.alarm[monitoring])).toMatch(one.hurts);
      // Only one who looks at each cause has several alarms for one.
      if (monitoring === 'basic') expect(others).toEqual([]);
    },
  );
});

describe('a schedule that is switched off', () => {
  it.each([
    ['watch-channel', 60],
    ['plan-reminders', 60],
    ['count-figures', 180],
  ])('to %s, every %i minutes, is told within half an hour of the run that is missing', async (name, every) => {
    const stack = await aQuietStack('basic');
    // Nothing else runs, either: it would take long.
    for (const other of Object.keys(HANDLERS)) stack.switchOff(other);
    let minutes = 0;
    while (!(await stack.passMinute()).includes(`${name}-silent`)) minutes += 1;
    expect(minutes).toBeGreaterThan(every - 10);
    expect(minutes).toBeLessThanOrEqual(every + 30);
  });
});
