import * as z from 'zod/mini';
import { NotGranted } from '../ui/connection.ts';
import { useLoaded } from '../ui/use-loaded.ts';
import type { Behaviour, Behaviours, Player } from './fault-switches.ts';
import { room, simulator } from './local-session.ts';

const AnyBehaviour = z.record(z.string(), z.unknown());

/** How everybody outside the stack behaves, and the means to change that; all of them throw a `NotGranted`. */
export type BehaviourControl = {
  /** Undefined until it is known. */
  behaviours: Behaviours | undefined;
  behave(player: Player, fields: Behaviour): Promise<void>;
  /** Back to a good day. */
  reset(): Promise<void>;
};

/** Where another CRM is used than the one that comes along, there is none to control. */
async function readCrm(): Promise<Behaviour | undefined> {
  try {
    return await room.get(AnyBehaviour, '/receiver/behaviour');
  } catch (error) {
    if (error instanceof NotGranted && error.status === 404) return undefined;
    throw error;
  }
}

async function readBehaviours(): Promise<Behaviours> {
  const [provider, crm] = await Promise.all([simulator.get(AnyBehaviour, '/behaviour'), readCrm()]);
  return { provider, crm };
}

export function useBehaviours(): BehaviourControl {
  const { value: behaviours, reload } = useLoaded('behaviours', readBehaviours);
  return {
    behaviours,
    async behave(player, fields) {
      if (player === 'provider') await simulator.send(AnyBehaviour, 'PUT', '/behaviour', fields);
      // The receiver takes its behaviour as a whole.
      else await room.send(AnyBehaviour, 'PUT', '/receiver/behaviour', { ...behaviours?.crm, ...fields });
      reload();
    },
    async reset() {
      await simulator.send(AnyBehaviour, 'DELETE', '/behaviour');
      if (behaviours?.crm) await room.send(AnyBehaviour, 'DELETE', '/receiver/behaviour');
      reload();
    },
  };
}
