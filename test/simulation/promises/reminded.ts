import { isReminder } from '../story/reminders-contract.ts';
import type { Evidence } from './evidence.ts';
import { faultOfEnd } from './reminder-ends.ts';
import { faultsOfMessages } from './reminder-messages.ts';
import { sceneOf } from './reminder-scene.ts';
import type { Violation } from './violation.ts';

const broken = (what: string): Violation => ({ promise: 14, what });

/**
 * Promise 14: a reminder goes out at most once, in time, and only for a booking that stands when it goes out. One that is
 * due and can be sent is sent; of the others it is written down why they were not.
 */
export function judgeReminders(evidence: Evidence): Violation[] {
  const { world } = evidence;
  if (world.remindersInForce.every(({ reminders }) => reminders === 'none'))
    return world.provider.notices.filter(isReminder).map(({ run }) => broken(`reminded by nobody's wish (${run})`));
  const scene = sceneOf(evidence);
  return [
    ...scene.strays.map(({ run }) => broken(`reminded without a claim (${run})`)),
    ...[...scene.claims].flatMap(([name, claims]) =>
      faultsOfMessages(scene, claims).map((fault) => broken(`${fault} (${name})`)),
    ),
    ...[...scene.duties].flatMap(([name, duties]) => {
      const fault = faultOfEnd(scene, duties);
      return fault ? [broken(`${fault} (${name})`)] : [];
    }),
  ];
}
