import type { World } from '../model/world.ts';
import type { Business } from './business.ts';
import type { Desk } from './desk.ts';
import { WISHES } from './people.ts';
import type { Act, ActKind, Story } from './story.ts';

/** What somebody tried who has no business here, and what came of it. */
export type Attack = { door: 'webhook' | 'api'; status: number; tableCalls: number };

type Stage = { world: World; business: Business; desk: Desk; attacks: Attack[] };

type ForgedForm = Extract<Act, { kind: 'forged-form' }>;

/** What stands in a form by which nobody may book. */
function forgedForm(
  { key, forgery }: ForgedForm,
  someToken: string | undefined,
): Parameters<World['whatsapp']['submit']>[3] {
  switch (forgery) {
    case 'foreign-token':
      return { token: 'foreign', flowToken: 'another-business-token' };
    case 'wrong-mac':
      // An invitation's id is no secret to whoever got one.
      return { token: 'foreign', flowToken: `${someToken?.split('.')[0] ?? 'nobody'}.AAAAAAAAAAAAAAAAAAAAAA` };
    case 'no-answer':
      return { token: 'none' };
    case 'foreign-answer':
      return { token: 'none', answers: `wamid.foreign-${key}` };
  }
}

const JUNK = {
  'not-json': (marker: string) => `{"marker": "${marker}`,
  'unknown-shape': (marker: string) => JSON.stringify({ type: 'calls', marker }),
  'unreadable-status': (marker: string) => JSON.stringify({ ack: [{ id: marker, status: 'teleported' }] }),
} as const;

function attack({ world, attacks }: Stage, { key, door }: Extract<Act, { kind: 'attack' }>): void {
  const wrong = 'A'.repeat(43);
  const call =
    door === 'webhook'
      ? { route: 'POST /webhooks/{secret}', path: { secret: wrong }, body: '{"ack":[]}' }
      : { route: 'POST /invitations', headers: { authorization: `Bearer ${wrong}` }, body: '{"phone":"34600000000"}' };
  world.request(door === 'webhook' ? 'receive-webhook' : 'send-flow', call, key, ({ status }, { tableCalls }) => {
    attacks.push({ door, status, tableCalls });
  });
}

/** How often and after how long somebody looks again for a form to send. */
const PATIENCE = 8;
const WAIT_MS = 500;

function submit(stage: Stage, act: Extract<Act, { kind: 'submits' }>, waited = 0): void {
  const { scheduler, whatsapp } = stage.world;
  const { key, customer, wish, withToken } = act;
  const sender = whatsapp.customers[customer];
  if (!sender || whatsapp.completeLast(key, sender, wish, withToken) || waited === PATIENCE) return;
  scheduler.after(WAIT_MS, `${key} waits`, () => submit(stage, act, waited + 1));
}

type Performances = { [Kind in ActKind]: (stage: Stage, act: Extract<Act, { kind: Kind }>) => void };

/** How each kind of act is performed. */
const PERFORMANCES: Performances = {
  writes({ world }, { key, customer, text }) {
    const writer = world.whatsapp.customers[customer];
    if (writer) world.whatsapp.write(key, writer, text);
  },
  invites: ({ business }, act) => business.invite(act),
  'asks-over-bus': ({ business }, act) => business.askOverBus(act),
  changes: ({ business }, act) => business.decide(act),
  moves: ({ business }, act) => business.decide(act),
  cancels: ({ business }, act) => business.decide(act),
  erases: ({ business }, act) => business.erase(act),
  submits: submit,
  'foreign-message'({ world }, { key, customer }) {
    const reader = world.whatsapp.customers[customer];
    if (reader) world.whatsapp.writeForeign(key, reader);
  },
  'odd-message'({ world }, { key, customer, oddity }) {
    const sender = world.whatsapp.customers[customer];
    if (sender) world.whatsapp.sendOdd(key, sender, oddity);
  },
  'forged-form'({ world }, act) {
    const sender = world.whatsapp.customers[act.customer];
    const [wish] = WISHES;
    const form = forgedForm(act, world.provider.requests[0]?.flowToken);
    if (sender && wish) world.whatsapp.submit(act.key, sender, wish, form);
  },
  junk({ world }, { key, body }) {
    const marker = `marker-${key}`;
    const kind = body === 'unreadable-status' ? 'junk-status' : 'junk';
    world.webhooks.tellRaw(key, JUNK[body](marker), { kind, marker });
  },
  attack,
  rotates: ({ world }, { purpose }) => world.secrets.rotate(purpose),
  'replaces-token': ({ world }) => world.secrets.replaceToken(),
  reconciles: ({ world }) => world.reconcile(),
  redeploys: ({ world }, { terms }) => world.redeploy(terms),
  'changes-reminders': ({ world }, { reminders }) => world.changeReminders(reminders),
  books: ({ desk }, act) => desk.book(act),
  'moves-booking': ({ desk }, act) => desk.move(act),
  'cancels-booking': ({ desk }, act) => desk.cancel(act),
  'corrects-notes': ({ desk }, act) => desk.correct(act),
  approves: ({ desk }, act) => desk.decide(act),
  declines: ({ desk }, act) => desk.decide(act),
  'notes-attendance': ({ desk }, act) => desk.noteAttendance(act),
  'sends-again': ({ desk }, act) => desk.sendAgain(act),
  looks: ({ desk }, act) => desk.look(act),
  holds: ({ desk }, act) => desk.hold(act),
  'fills-in-live-form': ({ desk }, act) => desk.fillIn(act),
  closes: ({ desk }, act) => desk.close(act),
};

function perform<Kind extends ActKind>(stage: Stage, act: Extract<Act, { kind: Kind }>): void {
  // TypeScript does not follow that the performance under an act's own kind takes that act.
  (PERFORMANCES[act.kind] as Performances[Kind])(stage, act);
}

/** Has everybody in the story do what they do when their time comes, but for the acts that are left out. */
export function play(story: Story, stage: Stage): void {
  for (const act of story.acts) {
    const happens = () => {
      if (stage.world.mayHappen(act.key, act.kind)) perform(stage, act);
    };
    const awaitsRun = 'awaitsRun' in act && act.awaitsRun === true;
    stage.world.scheduler.after(act.afterMs, act.key, awaitsRun ? () => stage.world.atNextRun(happens) : happens);
  }
}
