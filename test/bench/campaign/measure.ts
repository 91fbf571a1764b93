import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { createAnswerTimes, type Percentiles } from '../../../cli/load/answer-times.ts';
import { textBody } from '../../support/webhooks.ts';
import { type Stage, setStage } from './stage.ts';
import type { Counts } from './table-counts.ts';

/** Invited before, so that every function runs when it begins. */
const WARM_UP = 40;
/** Webhooks of other customers before and after it, and between two of them, also while it runs. */
const PROBES = 200;
const PROBE_EVERY_MS = 50;
const LOOK_EVERY_MS = 1_000;
const SETTLED_LOOK_MS = 2_000;

/** `perSecond` is what the contract allows: invitations that are sent a second. */
export type CampaignSize = { invitations: number; perSecond: number; minutes: number };
export type CampaignReport = CampaignSize & {
  seconds: number;
  /** From the last form until nothing was left to do. */
  restSeconds: number;
  counts: Counts;
  /** Messages that the customers have beside the one that each is to get. */
  surplus: number;
  /** What was set aside for a person. */
  givenUp: number;
  /** How long other customers' webhooks took before, during and after it, in ms. */
  answers: Record<'before' | 'during' | 'after', Percentiles>;
  load: number;
};

const FIRST_PHONE = 34_610_000_000;
const phoneOf = (index: number) => String(FIRST_PHONE + index);
const strangerOf = (index: number) => String(34_690_000_000 + index);

const HALF_HOURS = 48;
const DAYS = 350;

/** A form for a time that no other form of its service asks for. */
function formOf(index: number) {
  const [halfHour, day, service] = [
    index % HALF_HOURS,
    Math.floor(index / HALF_HOURS) % DAYS,
    Math.floor(index / HALF_HOURS / DAYS),
  ];
  const date = new Date(Date.now() + (day + 2) * 86_400_000).toISOString().slice(0, 10);
  const time = `${String(Math.floor(halfHour / 2)).padStart(2, '0')}:${halfHour % 2 === 0 ? '00' : '30'}`;
  return { service: `Visit ${service}`, date, time, name: 'Alex' };
}

let strangers = 0;

/** Other customers write, one after the other. Returns within how many ms their webhooks were taken. */
async function probesWhile(stage: Stage, goesOn: (probes: number) => boolean): Promise<Percentiles> {
  const times = createAnswerTimes();
  while (goesOn(times.count())) {
    const body = textBody('normalised', { phone: strangerOf(strangers++), text: 'Thanks' });
    const began = performance.now();
    // As the provider does, whoever is told to come again does.
    while ((await stage.webhook(body)).status !== 200) await wait(PROBE_EVERY_MS);
    times.record(performance.now() - began);
    await wait(PROBE_EVERY_MS);
  }
  return times.percentiles();
}

/** A bound for all that is waited for, which ends at once when something was given up: it would be waited for in vain. */
function withinMinutes(minutes: number, stage: Stage) {
  const endsAt = Date.now() + minutes * 60_000;
  let [givenUp, lookedAt] = [0, 0];
  /** All that wait ask for it. Only one of them looks in a second, because to look takes long. */
  function countGivenUp(): number {
    if (Date.now() - lookedAt >= LOOK_EVERY_MS) [givenUp, lookedAt] = [stage.givenUp(), Date.now()];
    return givenUp;
  }
  return async (what: string, look: () => boolean | Promise<boolean>, everyMs = LOOK_EVERY_MS) => {
    while (!(await look())) {
      if (countGivenUp() > 0) throw new Error(`${givenUp} messages were given up, before it was seen that ${what}.`);
      if (Date.now() > endsAt) throw new Error(`Within ${minutes} minutes it was not seen that ${what}.`);
      await wait(everyMs);
    }
  };
}
type Within = ReturnType<typeof withinMinutes>;

/** Waits until all have ended before it fails, so that none goes on with a stack that is stopped. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}

/** Customers read their invitations in whatever order they get them, and send their forms at once. */
async function complete(stage: Stage, from: number, to: number, within: Within): Promise<void> {
  const [forms, errors]: [Promise<void>[], unknown[]] = [[], []];
  const stop = await stage.onRead(({ id, phone }) => {
    const index = Number(phone) - FIRST_PHONE;
    if (index < from || index >= to) return;
    const noteError = (error: unknown) => void errors.push(error);
    forms.push(stage.complete(phone, id, formOf(index)).then(() => undefined, noteError));
  });
  try {
    await within('all customers read their invitations', () => forms.length >= to - from || errors.length > 0);
    await Promise.all(forms);
  } finally {
    stop();
  }
  if (errors.length > 0) throw errors[0];
}

async function campaign(stage: Stage, from: number, to: number, within: Within): Promise<void> {
  const details = Array.from({ length: to - from }, (_, index) => ({ phone: phoneOf(from + index) }));
  await allOf([stage.invite(details), complete(stage, from, to, within)]);
}

/** Whether all was announced, settled and looked at: nothing waits in a queue, and nothing due is late. */
async function isAtRest(stage: Stage, invitations: number): Promise<boolean> {
  if (stage.booked() < invitations || stage.waiting() > 0) return false;
  const { claimed, late } = await stage.countItems();
  return claimed >= invitations && late === 0;
}

async function countSurplus(stage: Stage, customers: number): Promise<number> {
  let messages = 0;
  for (let index = 0; index < customers; index++) messages += await stage.countMessages(phoneOf(index));
  return messages - customers;
}

/** Invites so many customers at once, each of whom gets, reads and completes the invitation, and looks at what is left afterwards. */
export async function measureCampaign(
  folder: string,
  { invitations, perSecond, minutes }: CampaignSize,
  say: (line: string) => void,
): Promise<CampaignReport> {
  const stage = await setStage(folder, perSecond);
  const within = withinMinutes(minutes, stage);
  try {
    await campaign(stage, 0, WARM_UP, within);
    await within('the warm-up settled', () => isAtRest(stage, WARM_UP));
    const before = await probesWhile(stage, (probes) => probes < PROBES);
    const all = WARM_UP + invitations;
    const began = performance.now();
    let isOver = false;
    const progress = setInterval(() => say(`${stage.booked()} of ${all} booked`), 30_000);
    const running = campaign(stage, WARM_UP, all, within).finally(() => {
      isOver = true;
      clearInterval(progress);
    });
    const probing = probesWhile(stage, () => !isOver);
    await allOf([probing, running]);
    const during = await probing;
    const seconds = (performance.now() - began) / 1000;
    await within('all of it settled', () => isAtRest(stage, all), SETTLED_LOOK_MS);
    const restSeconds = (performance.now() - began) / 1000 - seconds;
    const after = await probesWhile(stage, (probes) => probes < PROBES);
    const [, load = 0] = loadavg();
    return {
      ...{ invitations, perSecond, minutes, seconds, restSeconds, load },
      counts: await stage.countItems(),
      surplus: await countSurplus(stage, all),
      givenUp: stage.givenUp(),
      answers: { before, during, after },
    };
  } finally {
    await stage.strike();
  }
}

/** How many of the customers were invited besides, to warm up. */
export const WARMED_UP = WARM_UP;
