import type { Actor } from '../../../functions/shared/domain/people/actor.ts';
import type { Worded } from './worded.ts';

/** How those are called who made a change; a holder of a key is called by their name. */
export type ActorWords = {
  customer: string;
  system: string;
  owner: string;
  /** A member of staff on WhatsApp, by their place in the contract. */
  staff(place: string): string;
};

export const ACTOR_WORDS: Worded<ActorWords> = {
  en: {
    customer: 'the customer',
    system: 'the system',
    owner: 'the owner',
    staff: (place) => `staff phone ${place} on WhatsApp`,
  },
  es: {
    customer: 'el cliente',
    system: 'el sistema',
    owner: 'la dirección',
    staff: (place) => `el teléfono ${place} del personal, por WhatsApp`,
  },
};

/** Who made a change, for people. */
export function actorName(actor: Actor, words: ActorWords): string {
  switch (actor.kind) {
    case 'key':
      return actor.holder;
    case 'staff':
      return words.staff(actor.staff.replace(/^staff-phone-/, ''));
    default:
      return words[actor.kind];
  }
}
