import type { ChannelEvent } from '../../../local/one-msg/chat/channel-events.ts';
import { composeWebhook } from '../../../local/one-msg/webhooks/dialects/compose-webhook.ts';
import type { Dice } from '../engine/dice.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { HttpAnswer } from './http.ts';
import { withOddStatuses } from './odd-statuses.ts';
import { type Delivered, DOORS, type Door, type Reported } from './reported.ts';

export type WebhookSurroundings = {
  scheduler: Scheduler;
  diceFor(key: string): Dice;
  /** Dice for the times and the number of deliveries. */
  orderDiceFor(key: string): Dice;
  /** The time of the first post; milliseconds since 1970. */
  opensAt: number;
  mayHappen(key: string, what: string): boolean;
  registration: 'single' | 'three';
  /** Whether posts can currently get lost. */
  mayLose(): boolean;
  line: { channelId: string; businessPhone: string; businessName: string };
  post(door: Door, body: string, key: string, done: (answer: HttpAnswer) => void): void;
  /** A webhook route answered 2xx: from then on, its content must be in the table. */
  onAcknowledged(delivered: Delivered[]): void;
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Delays before a post without a 2xx is repeated, ms. */
const REPEATS_MS = [5_000, MINUTE, 10 * MINUTE, 60 * MINUTE, 6 * 60 * MINUTE];

const PLACES = ['body', 'nfm_reply', 'interactive.nfm_reply', 'meta', 'metadata'] as const;

type Post = { key: string; body: string; reported: Reported[] };

/** The normalised dialect gives no time with a status. */
const asReported = (reported: Reported, dialect: 'A' | 'B' | 'C'): Reported => {
  if (reported.kind !== 'status' || dialect !== 'A') return reported;
  const { at: _, ...timeless } = reported;
  return timeless;
};

/** The provider's posts to the stack: late, duplicated, out of order, in any dialect, sometimes lost. */
export function createWebhooks(surroundings: WebhookSurroundings) {
  const { scheduler, diceFor, orderDiceFor, opensAt, mayHappen, mayLose, line, post, onAcknowledged } = surroundings;
  const doors: Door[] = surroundings.registration === 'single' ? [''] : ['/messages', '/delivery', '/flow-completion'];
  const givenUp: string[] = [];
  const turnedAway: string[] = [];
  let held: { event: ChannelEvent; reported: Reported }[] = [];

  function deliver(door: Door, { key, body, reported }: Post, tries = 0): void {
    post(door, body, `${key}${door} ${tries}`, ({ status }) => {
      if (status >= 200 && status < 300) {
        const taken: readonly string[] = DOORS[door].takes;
        const sees = (one: Reported) => taken.includes(one.kind) || (one.kind === 'form' && taken.includes('presence'));
        onAcknowledged(reported.filter(sees).map((one) => ({ reported: one, door })));
        return;
      }
      if (status === 404) turnedAway.push(key);
      const again = REPEATS_MS[tries];
      if (again === undefined) givenUp.push(key);
      else scheduler.after(again, `${key} again`, () => deliver(door, { key, body, reported }, tries + 1));
    });
  }

  function delay(dice: Dice): number {
    const closedMs = opensAt - scheduler.now();
    if (closedMs > 0) return closedMs + Math.floor(dice.float() * 10 * MINUTE);
    const [kind, share] = [dice.float(), dice.float()];
    const most = kind < 0.03 ? 7 * DAY : kind < 0.12 ? 15 * MINUTE : kind < 0.5 ? 3_000 : 150;
    return 10 + Math.floor(share * most);
  }

  function send(key: string, compose: (dice: Dice) => Post): void {
    const dice = diceFor(`webhook ${key}`);
    const order = orderDiceFor(`webhook order ${key}`);
    const [isLost, isDoubled] = [dice.chance(0.04), order.chance(0.12)];
    if (isLost && mayLose() && mayHappen(`${key} lost`, 'webhook lost')) return;
    const composed = compose(dice);
    const copies = isDoubled && mayHappen(`${key} doubled`, 'webhook doubled') ? 2 : 1;
    for (let copy = 1; copy <= copies; copy += 1) {
      for (const door of doors) {
        const ms = delay(order);
        scheduler.after(ms, `${key} posted${door}`, () => deliver(door, { ...composed, key: `${key}/${copy}` }));
      }
    }
  }

  return {
    /** Posts that no route ever accepted. */
    givenUp: givenUp as readonly string[],
    /** Posts that a route rejected, although they had the current secret. */
    turnedAway: turnedAway as readonly string[],
    tell(key: string, event: ChannelEvent, reported: Reported): void {
      if (diceFor(`hold ${key}`).chance(0.1) && held.length < 3) {
        held.push({ event, reported });
        scheduler.after(5_000, `${key} held`, () => flush(key));
        return;
      }
      const together = [...held, { event, reported }];
      held = [];
      tellTogether(key, together);
    },
    /** Posts a body that the composers do not support. */
    tellRaw: (key: string, body: string, reported: Reported) => send(key, () => ({ key, body, reported: [reported] })),
  };

  function flush(key: string): void {
    const together = held;
    held = [];
    if (together.length > 0) tellTogether(`${key} held`, together);
  }

  function tellTogether(key: string, together: { event: ChannelEvent; reported: Reported }[]): void {
    send(key, (dice) => {
      const dialect = dice.pick(['A', 'B', 'C'] as const);
      const events = together.map(({ event }) => event);
      const body = composeWebhook(events, line, { dialect, completionPlace: dice.pick(PLACES), buttonPlace: 'meta' });
      return {
        key,
        body: JSON.stringify(withOddStatuses(body, diceFor(`odd statuses ${key}`))),
        reported: together.map(({ reported }) => asReported(reported, dialect)),
      };
    });
  }
}
