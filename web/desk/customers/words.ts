import type { Worded } from '../../ui/words/worded.ts';

type CustomersWords = {
  title: string;
  find: string;
  nameOrPhone: string;
  /** How many are found; `mayBeMore`: not all are read. */
  found(count: number, mayBeMore: boolean): string;
  nobody: string;
  nobodyHint: string;
  looking: string;
  more: string;
  back: string;
  unknown: string;
  unknownHint: string;
  page: {
    optedOut: string;
    wroteLast(when: string): string;
    neverWrote: string;
    writtenIn: string;
    noAddress: string;
    correct: string;
    corrected: string;
    correctedMeanwhile: string;
    save: string;
    cancel: string;
    name: string;
    language: string;
    book: string;
    invite: string;
    coming: string;
    earlier: string;
    invitations: string;
    noBookings: string;
    noBookingsHint: string;
    older: string;
    readOn: string;
    showBooking: string;
    told: string;
    toldNothing: string;
    aboutBooking(when: string): string;
    aboutInvitation(when: string): string;
    export: string;
    exported: string;
    notExported(why: string): string;
    erase: string;
  };
};

export const CUSTOMERS_WORDS: Worded<CustomersWords> = {
  en: {
    title: 'Customers',
    find: 'Find a customer',
    nameOrPhone: 'Name or phone number',
    found(count, mayBeMore) {
      const all = count === 1 ? '1 customer' : `${count} customers`;
      return mayBeMore ? `${all}, and there may be more` : all;
    },
    nobody: 'Nobody is found',
    nobodyHint:
      'Write the start of a first or last name, or the whole number. A name is found some seconds after the booking.',
    looking: 'Looking …',
    more: 'Show more',
    back: 'Back',
    unknown: 'This customer is not known',
    unknownHint: 'They may have been erased.',
    page: {
      optedOut: 'Wants no messages',
      wroteLast: (when) => `Wrote last on ${when}`,
      neverWrote: 'Has not written yet',
      writtenIn: 'Messages in',
      noAddress: 'Booked by hand without a number: change the name in the booking.',
      correct: 'Correct name or language',
      corrected: 'Corrected.',
      correctedMeanwhile: 'Somebody corrected this customer meanwhile: nothing was saved. Look at it again.',
      save: 'Save',
      cancel: 'Cancel',
      name: 'Name',
      language: 'Language of the messages',
      book: 'Book',
      invite: 'Invite to book',
      coming: 'To come',
      earlier: 'Earlier and cancelled',
      invitations: 'Invitations without a booking',
      noBookings: 'No bookings and no invitations',
      noBookingsHint: 'Book for this customer, or invite them.',
      older: 'Show older ones',
      readOn: 'There are older ones.',
      showBooking: 'show the booking',
      told: 'What they were told',
      toldNothing: 'Nothing was sent to them.',
      aboutBooking: (when) => `Appointment of ${when}`,
      aboutInvitation: (when) => `Invitation of ${when}`,
      export: 'Save all that is kept',
      exported: 'All that is kept about this customer is saved as a file.',
      notExported: (why) => `Nothing is saved: ${why}`,
      erase: 'Erase',
    },
  },
  es: {
    title: 'Clientes',
    find: 'Buscar cliente',
    nameOrPhone: 'Nombre o teléfono',
    found(count, mayBeMore) {
      const all = count === 1 ? '1 cliente' : `${count} clientes`;
      return mayBeMore ? `${all}, y puede haber más` : all;
    },
    nobody: 'No se ha encontrado a nadie',
    nobodyHint:
      'Escriba el principio del nombre o del apellido, o el teléfono completo. Un nombre se encuentra unos segundos después de la reserva.',
    looking: 'Buscando…',
    more: 'Ver más',
    back: 'Volver',
    unknown: 'No se conoce a este cliente',
    unknownHint: 'Puede que se hayan borrado sus datos.',
    page: {
      optedOut: 'No quiere mensajes',
      wroteLast: (when) => `Escribió por última vez: ${when}`,
      neverWrote: 'Todavía no ha escrito',
      writtenIn: 'Mensajes en',
      noAddress: 'Cita reservada a mano y sin teléfono: cambie el nombre en la cita.',
      correct: 'Corregir nombre o idioma',
      corrected: 'Corregido.',
      correctedMeanwhile:
        'Mientras tanto alguien ha corregido a este cliente: no se ha guardado nada. Mírelo otra vez.',
      save: 'Guardar',
      cancel: 'Cancelar',
      name: 'Nombre',
      language: 'Idioma de los mensajes',
      book: 'Reservar',
      invite: 'Invitar a reservar',
      coming: 'Próximas citas',
      earlier: 'Anteriores y canceladas',
      invitations: 'Invitaciones sin cita',
      noBookings: 'Sin citas ni invitaciones',
      noBookingsHint: 'Reserve una cita para este cliente o envíele una invitación.',
      older: 'Ver las más antiguas',
      readOn: 'Hay más antiguas.',
      showBooking: 'ver la cita',
      told: 'Qué se le ha comunicado',
      toldNothing: 'No se le ha enviado nada.',
      aboutBooking: (when) => `Cita: ${when}`,
      aboutInvitation: (when) => `Invitación: ${when}`,
      export: 'Guardar todos sus datos',
      exported: 'Todos los datos de este cliente se han guardado en un archivo.',
      notExported: (why) => `No se ha guardado nada: ${why}`,
      erase: 'Borrar',
    },
  },
};
