import * as z from 'zod/mini';
import { NotGranted } from '../ui/connection.ts';
import { useLoaded } from '../ui/use-loaded.ts';
import type { Behaviour, Behaviours, Player } from './fault-switches.ts';
import { room, simulator } from './local-session.ts';

const AnyBehaviour = z.record(z.string(), z.unknown());

/** The outside systems' behaviour, and the calls that change it; all of them throw a `NotGranted`. */
export type BehaviourControl = {
  /** Undefined until it is loaded. */
  behaviours: Behaviours | undefined;
  behave(player: Player, fields: Behaviour): Promise<void>;
  /** Restores the defaults. */
  reset(): Promise<void>;
};

/** Without our own receiver there is no CRM behaviour to control. */
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
      // The receiver's behaviour is replaced as a whole.
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
