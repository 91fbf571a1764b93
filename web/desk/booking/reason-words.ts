import type { AttentionReason } from '../../../functions/shared/domain/booking/booking.ts';
import type { FailureReason } from '../../../functions/shared/domain/delivery/failure.ts';
import type { NoticePurpose, NotNeededReason, NotToldReason } from '../../../functions/shared/domain/notices/notice.ts';
import type { LiftableReason } from '../../../functions/shared/domain/places/day.ts';
import type { SkipReason } from '../../../functions/shared/domain/reminders/reminder.ts';
import type { Worded } from '../../ui/words/worded.ts';

/** Why something is as it is with a booking: a sentence for each reason that the API names. */
export type ReasonWords = {
  /** Why a booking needs attention, and what to do. */
  attention: Record<AttentionReason, string>;
  /** Why the customer was not told. */
  notTold: Record<NotToldReason, string>;
  /** Why nobody has to tell the customer. */
  notNeeded: Record<NotNeededReason, string>;
  /** Why a reminder was left out. */
  skipped: Record<SkipReason, string>;
  /** Why a message could not be sent, or did not arrive. */
  failures: Record<FailureReason, string>;
  /** What a customer does not know, after their name. */
  news: Record<NoticePurpose, string>;
  /** Which rule somebody lifted to book, after "although". */
  lifted: Record<LiftableReason, string>;
  /** That a phone could not show a form, with WhatsApp's name for the reason, and what to do. */
  formError(name: string): string;
};

const OPTED_OUT = 'The customer asked not to receive messages.';
const OPTED_OUT_ES = 'El cliente pidió no recibir mensajes.';

export const REASON_WORDS: Worded<ReasonWords> = {
  en: {
    attention: {
      'date-missing': 'The form has no date: ask the customer and set it.',
      'date-unreadable': 'The date in the form cannot be read: ask the customer and set it.',
      'time-missing': 'The form has no time: ask the customer and set it.',
      'time-unreadable': 'The time in the form cannot be read: ask the customer and set it.',
      'start-in-dst-gap': 'This time does not exist: the clocks are put forward that night.',
      'start-in-past': 'The time was over already when the form was sent.',
      'outside-opening-hours': 'The business is closed at this time.',
      'form-too-large': 'The form was too large to keep whole.',
      'slot-taken': 'The customer asked for a time that is taken: agree on another and set it.',
      'too-soon': 'The customer asked for a time that is too soon: agree on another and set it.',
      'too-far': 'The customer asked for a day that is too far ahead: agree on another and set it.',
      'off-step': 'The customer asked for a time at which no appointment starts: agree on another and set it.',
      'unknown-service': 'The form names none of the services: ask the customer and set it.',
      'form-refused': 'The customer asked for something else that cannot be had: agree on a time and set it.',
      'not-approved': 'Nobody has decided in time: approve or refuse it.',
      'none-suits': 'None of the free times suits the customer: write to them, agree on a time and set it.',
      'too-many-open':
        'This customer has as many appointments ahead as one may have: set the time if they shall have another.',
      overlap: 'Another booking takes the same service at the same time: move or cancel one of the two.',
    },
    notTold: {
      'window-closed':
        'The customer has not written within the last 24 hours, and there is no template that tells them.',
      refused: 'WhatsApp did not take the message.',
      failed: 'The message was sent, and it did not reach them.',
      'no-news': 'The message was sent, and nothing was reported of it.',
      unknown: 'Nobody knows whether the message was sent. A repeat could tell them twice.',
      'opted-out': OPTED_OUT,
      'no-address': 'They left no address to write to.',
      'no-text': 'There is no text for this.',
      'needs-attention': 'The booking needs attention first.',
    },
    notNeeded: {
      unchanged: 'They know this already.',
      placed: 'The booking got its place. Nothing else changed.',
      past: 'The appointment had begun.',
      superseded: 'A newer version was told.',
      'by-hand': 'The booking was agreed with them.',
    },
    skipped: {
      'inside-lead': 'The appointment was made or moved when the time for this was over.',
      late: 'The time for this had passed too long ago.',
      past: 'The appointment had begun.',
      moved: 'The appointment is at another time now.',
      cancelled: 'The booking does not stand any more.',
      'needs-attention': 'The booking needs attention first.',
      'no-text': 'There is no text for this in the language of the customer.',
      'no-address': 'They left no address to write to.',
      'opted-out': OPTED_OUT,
      'no-show': 'They did not come.',
      'booked-again': 'They have a later booking.',
    },
    failures: {
      'window-closed': 'The customer has not written within 24 hours, so only a template may reach them.',
      'not-on-whatsapp': 'The customer is not on WhatsApp, or uses a version too old for this message.',
      experiment: 'WhatsApp withholds messages from this customer until they write themselves.',
      'opted-out': OPTED_OUT,
      'held-back': 'WhatsApp holds messages to this customer back for now.',
      'too-many-to-person': 'Too many messages went to this customer in a short time.',
      'rate-limited': 'More is sent than the channel may send.',
      temporary: 'WhatsApp had a temporary fault.',
      'flow-blocked': 'WhatsApp blocked the form: whoever looks after it finds it in the WhatsApp manager.',
      'flow-throttled': 'WhatsApp slows the form down, as it answers badly.',
      'account-blocked': 'The WhatsApp account is blocked: the dashboard of the provider says why.',
      misconfigured: 'The form, the template or a setting of the channel does not fit.',
      credentials: 'The provider refused the token of the channel.',
      'invalid-request': 'The provider found the request invalid.',
      unaddressable: 'The customer cannot be reached this way.',
      'unknown-reason': 'The provider gave a reason that is not known here.',
    },
    news: {
      requested: 'does not know that the appointment waits for approval',
      booked: 'does not know that the appointment is booked',
      changed: 'does not know that the appointment was changed',
      cancelled: 'does not know that the appointment was cancelled',
      declined: 'does not know that the appointment was refused',
      refused: 'does not know that the time they asked for cannot be had',
    },
    lifted: {
      'start-in-past': 'the start was over',
      'too-soon': 'it was too soon',
      'too-far': 'it was too far ahead',
      'off-step': 'no appointment starts at this time',
      'outside-opening-hours': 'it was closed',
      'slot-taken': 'the time was taken',
    },
    formError: (name) => `The form did not work on the customer’s phone (${name}): write to them, and agree on a time.`,
  },
  es: {
    attention: {
      'date-missing': 'El formulario no trae fecha: pregunte al cliente y póngala.',
      'date-unreadable': 'La fecha del formulario no se entiende: pregunte al cliente y póngala.',
      'time-missing': 'El formulario no trae hora: pregunte al cliente y póngala.',
      'time-unreadable': 'La hora del formulario no se entiende: pregunte al cliente y póngala.',
      'start-in-dst-gap': 'Esta hora no existe: esa noche se adelantan los relojes.',
      'start-in-past': 'La hora ya había pasado cuando se envió el formulario.',
      'outside-opening-hours': 'A esta hora está cerrado.',
      'form-too-large': 'El formulario era demasiado grande para guardarlo entero.',
      'slot-taken': 'El cliente pidió una hora ocupada: acuerde otra y póngala.',
      'too-soon': 'El cliente pidió una hora demasiado próxima: acuerde otra y póngala.',
      'too-far': 'El cliente pidió un día demasiado lejano: acuerde otro y póngalo.',
      'off-step': 'El cliente pidió una hora a la que no empieza ninguna cita: acuerde otra y póngala.',
      'unknown-service': 'El formulario no nombra ningún servicio: pregunte al cliente y póngalo.',
      'form-refused': 'El cliente pidió algo que no puede ser: acuerde una hora y póngala.',
      'not-approved': 'Nadie ha decidido a tiempo: apruébela o rechácela.',
      'none-suits': 'Al cliente no le va bien ninguna hora libre: escríbale, acuerde una y póngala.',
      'too-many-open':
        'El cliente ya tiene todas las citas pendientes que puede tener: ponga la hora si ha de tener otra.',
      overlap: 'Otra cita ocupa el mismo servicio a la misma hora: cambie o cancele una de las dos.',
    },
    notTold: {
      'window-closed': 'No ha escrito en las últimas 24 horas, y no hay plantilla para avisarle.',
      refused: 'WhatsApp no aceptó el mensaje.',
      failed: 'El mensaje se envió, pero no le llegó.',
      'no-news': 'El mensaje se envió, y no se sabe nada más de él.',
      unknown: 'No se sabe si el mensaje se envió. Repetirlo podría avisarle dos veces.',
      'opted-out': OPTED_OUT_ES,
      'no-address': 'No dejó dónde escribirle.',
      'no-text': 'No hay texto para este aviso.',
      'needs-attention': 'Antes hay que revisar la cita.',
    },
    notNeeded: {
      unchanged: 'Ya lo sabe.',
      placed: 'La cita recibió su sitio. No cambió nada más.',
      past: 'La cita ya había empezado.',
      superseded: 'Se le avisó de una versión más nueva.',
      'by-hand': 'La cita se acordó con el cliente.',
    },
    skipped: {
      'inside-lead': 'La cita se hizo o se cambió cuando ya no era momento de recordarla.',
      late: 'Ya había pasado demasiado tiempo.',
      past: 'La cita ya había empezado.',
      moved: 'La cita es ahora a otra hora.',
      cancelled: 'La cita ya no está en pie.',
      'needs-attention': 'Antes hay que revisar la cita.',
      'no-text': 'No hay texto para esto en el idioma del cliente.',
      'no-address': 'No dejó dónde escribirle.',
      'opted-out': OPTED_OUT_ES,
      'no-show': 'No vino.',
      'booked-again': 'Tiene una cita posterior.',
    },
    failures: {
      'window-closed': 'El cliente no ha escrito en las últimas 24 horas: solo le puede llegar una plantilla.',
      'not-on-whatsapp': 'El cliente no está en WhatsApp, o su versión es demasiado antigua para este mensaje.',
      experiment: 'WhatsApp no entrega mensajes a este cliente hasta que escriba él.',
      'opted-out': OPTED_OUT_ES,
      'held-back': 'De momento WhatsApp retiene los mensajes a este cliente.',
      'too-many-to-person': 'Este cliente recibió demasiados mensajes en poco tiempo.',
      'rate-limited': 'Se envía más de lo que permite el canal.',
      temporary: 'WhatsApp tuvo un fallo pasajero.',
      'flow-blocked': 'WhatsApp bloqueó el formulario: quien lo mantiene lo verá en el administrador de WhatsApp.',
      'flow-throttled': 'WhatsApp frena el formulario, porque responde mal.',
      'account-blocked': 'La cuenta de WhatsApp está bloqueada: el panel del proveedor dice por qué.',
      misconfigured: 'El formulario, la plantilla o un ajuste del canal no encaja.',
      credentials: 'El proveedor rechazó la clave del canal.',
      'invalid-request': 'El proveedor dio la petición por no válida.',
      unaddressable: 'No se puede llegar al cliente de esta forma.',
      'unknown-reason': 'El proveedor dio un motivo que aquí no se conoce.',
    },
    news: {
      requested: 'no sabe que la cita está pendiente de aprobar',
      booked: 'no sabe que la cita está reservada',
      changed: 'no sabe que la cita ha cambiado',
      cancelled: 'no sabe que la cita está cancelada',
      declined: 'no sabe que la cita se rechazó',
      refused: 'no sabe que la hora que pidió no puede ser',
    },
    lifted: {
      'start-in-past': 'la hora ya había pasado',
      'too-soon': 'era demasiado pronto',
      'too-far': 'era demasiado lejos',
      'off-step': 'a esa hora no empieza ninguna cita',
      'outside-opening-hours': 'estaba cerrado',
      'slot-taken': 'la hora estaba ocupada',
    },
    formError: (name) => `El formulario no funcionó en el móvil del cliente (${name}): escríbale y acuerde una hora.`,
  },
};
