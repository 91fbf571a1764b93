import { createPrivateKey, type KeyObject } from 'node:crypto';
import { openEnvelope } from '../../../functions/shared/provider/exchange/envelope.ts';
import { createFlowPhone } from '../../support/flow-phone.ts';
import { type Figure, figureOf } from '../figures.ts';
import { endpointPems, rootSecret } from '../http-events.ts';
import type { Step } from '../one-booking.ts';
import type { StreamReader } from '../stream-readers.ts';
import { type LiveBusiness, startLiveBusiness } from './live-business.ts';

export const EXCHANGES = ['ping', 'INIT', 'look', 'hold', 'confirm'] as const;
export const FOLLOWING = 'the message of the end';
export const STATIC = 'a static form';
const PARTS = [...EXCHANGES, FOLLOWING, STATIC] as const;
export type Part = (typeof PARTS)[number];

/** The runs of one part, round by round: its own function first, then the readers of the stream. */
export type Rounds = Record<Part, Step[][]>;

/** Processor time of opening an envelope by the key that is tried first, and by the other one, in ms. */
export type Opening = { byFirst: Figure; bySecond: Figure };

export type Exchanges = {
  rounds: Rounds;
  /** Looks in the quiet business. */
  quietLooks: Step[][];
  readers: StreamReader[];
  opening: Opening;
};

/** Claims of each person on each day: of a full business, and of a quiet one. */
export const CLAIMS_A_DAY = { full: 40, quiet: 10 } as const;

const WARM_UP = 30;
const ROUNDS = 100;
const OPENINGS = 300;

/** One customer fills in the live form to its end, another one a static form, and both cancel. */
async function playRound(business: LiveBusiness): Promise<Record<Part, Step[]>> {
  const steps: Record<Part, Step[]> = {
    ping: [],
    INIT: [],
    look: [],
    hold: [],
    confirm: [],
    [FOLLOWING]: [],
    [STATIC]: [],
  };
  await business.ping(steps.ping);
  const form = await business.openForm();
  await form.init(steps.INIT);
  const seen = await form.look(steps.look);
  const held = await form.hold(steps.hold, seen);
  await business.complete(steps[FOLLOWING], form, await form.confirm(steps.confirm, held));
  const other = await business.openForm();
  await business.complete(steps[STATIC], other, business.staticFields);
  for (const { invitationId } of [form, other]) await business.cancel(invitationId);
  return steps;
}

/** Opens one envelope again and again: in this process, by the function's own code. */
async function measureOpening(): Promise<Opening> {
  const keys: KeyObject[] = (rootSecret.endpoint?.keys ?? []).map(({ privateKey }) =>
    createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }),
  );
  const phone = await createFlowPhone(endpointPems.newest);
  const { body } = await phone.encrypt({ version: '4.0', action: 'INIT', flow_token: 'x'.repeat(59) });
  const open = (privateKeys: readonly KeyObject[]) => {
    const used = process.cpuUsage();
    if (!openEnvelope(body, privateKeys)) throw new Error('The envelope was not opened.');
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000;
  };
  const both = Array.from({ length: OPENINGS }, () => ({ byFirst: open(keys), bySecond: open(keys.toReversed()) }));
  const counted = both.slice(OPENINGS / 10);
  return {
    byFirst: figureOf(counted.map(({ byFirst }) => byFirst)),
    bySecond: figureOf(counted.map(({ bySecond }) => bySecond)),
  };
}

/** Runs what is measured in a business whose days have so many claims. */
async function within<Found>(bundles: string, claims: number, measure: (business: LiveBusiness) => Promise<Found>) {
  const business = await startLiveBusiness(bundles);
  try {
    await business.fill(claims);
    return await measure(business);
  } finally {
    await business.stop();
  }
}

/** What the exchanges of a live form take, in a business with full days, and what a static form takes there. */
export async function measureExchanges(bundles: string): Promise<Exchanges> {
  const full = await within(bundles, CLAIMS_A_DAY.full, async (business) => {
    const rounds: Rounds = { ping: [], INIT: [], look: [], hold: [], confirm: [], [FOLLOWING]: [], [STATIC]: [] };
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const steps = await playRound(business);
      if (round < WARM_UP) continue;
      for (const part of PARTS) rounds[part].push(steps[part]);
    }
    return { rounds, readers: business.readers };
  });
  const quietLooks = await within(bundles, CLAIMS_A_DAY.quiet, async (business) => {
    const form = await business.openForm();
    const looks: Step[][] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const steps: Step[] = [];
      await form.look(steps);
      if (round >= WARM_UP) looks.push(steps);
    }
    return looks;
  });
  return { ...full, quietLooks, opening: await measureOpening() };
}
