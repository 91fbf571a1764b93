import type { REMAINDERS } from '../../../../functions/shared/http/answers/erasure.ts';
import type { Worded } from '../../../ui/words/worded.ts';

type EraseWords = {
  title(name: string): string;
  goes: string;
  parts: readonly string[];
  stays: string;
  isFinal: string;
  act: string;
  back: string;
  done: string;
  optOutStays: string;
  /** Where personal data may stay that the stack does not reach into. */
  elsewhere: string;
  remainders: Record<(typeof REMAINDERS)[number], string>;
  keptFor(days: number): string;
  close: string;
};

export const ERASE_WORDS: Worded<EraseWords> = {
  en: {
    title: (name) => `Erase ${name}?`,
    goes: 'This goes, under all addresses that are known to be theirs:',
    parts: [
      'their name, number, language and counts',
      'all bookings, also those to come, and their places become free',
      'all invitations and messages, and what they wrote',
    ],
    stays: 'That they want no messages stays in force, without their name or number.',
    isFinal: 'Nothing brings it back. The customer is not told.',
    act: 'Erase for good',
    back: 'Back',
    done: 'Erased.',
    optOutStays: 'They want no messages: that stays in force.',
    elsewhere: 'Not erased from here:',
    remainders: {
      backups: 'Backups pass with time. After restoring one, erase the customer again.',
      'change-log': 'The log of changes forgets by itself.',
      'failed-work': 'Events and requests that failed go by themselves.',
      'unlinked-reports': 'Reports about messages that were no invitations go by their age.',
      'event-consumers': 'Your CRM, calendars and mail boxes keep what they took: erase the customer there.',
      provider: 'The chat itself is with 1MSG and WhatsApp: ask them, and the customer, to delete it.',
    },
    keptFor: (days) => (days === 1 ? 'at most 1 day' : `at most ${days} days`),
    close: 'Done',
  },
  es: {
    title: (name) => `¿Borrar a ${name}?`,
    goes: 'Se borra, en todas las direcciones que se sabe que son suyas:',
    parts: [
      'el nombre, el teléfono, el idioma y el recuento de visitas',
      'todas las citas, también las próximas, y sus huecos quedan libres',
      'todas las invitaciones y los mensajes, y lo que ha escrito',
    ],
    stays: 'Si no quiere mensajes, eso se sigue respetando, sin guardar su nombre ni su teléfono.',
    isFinal: 'No se puede recuperar. Al cliente no se le avisa.',
    act: 'Borrar definitivamente',
    back: 'Volver',
    done: 'Borrado.',
    optOutStays: 'No quiere mensajes: eso se sigue respetando.',
    elsewhere: 'Desde aquí no se borra:',
    remainders: {
      backups: 'Las copias de seguridad caducan. Si se restaura una, vuelva a borrar al cliente.',
      'change-log': 'El registro de cambios se vacía solo.',
      'failed-work': 'Los eventos y las peticiones que fallaron desaparecen solos.',
      'unlinked-reports': 'Los avisos sobre mensajes que no eran invitaciones caducan.',
      'event-consumers': 'El CRM, los calendarios y los correos conservan lo que recibieron: borre allí al cliente.',
      provider: 'El chat lo tienen 1MSG y WhatsApp: pídales a ellos y al cliente que lo borren.',
    },
    keptFor: (days) => (days === 1 ? 'como máximo 1 día' : `como máximo ${days} días`),
    close: 'Hecho',
  },
};
