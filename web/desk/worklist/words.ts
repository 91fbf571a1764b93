import type { UnmatchedReason } from '../../../functions/shared/domain/customer/inbound.ts';
import type { WishForPerson } from '../../../functions/shared/domain/wishes/wish.ts';
import type { Worded } from '../../ui/words/worded.ts';

type WorklistWords = {
  title: string;
  since(day: string): string;
  lookBack: string;
  nothing: string;
  nothingSince(day: string): string;
  calls: string;
  bookings: string;
  pair: string;
  questions: string;
  unmatched: string;
  open(name: string): string;
  noTime: string;
  nameless: string;
  answered: string;
  noted: { called(name: string): string; answered(name: string): string };
  bytes(count: number): string;
  asItCame: string;
  tooLarge(hash: string): string;
  /** What a customer wrote that they want, and what to do. */
  wishes: Record<WishForPerson, string>;
  /** Why something that came in could not be used. */
  reasons: Record<UnmatchedReason, string>;
};

export const WORKLIST_WORDS: Worded<WorklistWords> = {
  en: {
    title: 'Worklist',
    since: (day) => `Since ${day}`,
    lookBack: 'Look a month further back',
    nothing: 'Nothing to do',
    nothingSince: (day) =>
      `Since ${day} every customer was told, no booking needs attention, no customer waits for an answer, and all that came in was understood.`,
    calls: 'Not told: call',
    bookings: 'Bookings that need attention',
    pair: 'At the same time',
    questions: 'Customers who wrote',
    unmatched: 'Came in and could not be matched',
    open: (name) => `Show the booking of ${name}`,
    noTime: 'No date and time yet',
    nameless: 'No name',
    answered: 'Answered',
    noted: { called: (name) => `Noted: ${name} was called.`, answered: (name) => `Noted: ${name} was answered.` },
    bytes: (count) => `${count} bytes`,
    asItCame: 'As it came',
    tooLarge: (hash) => `Too large to keep; its SHA-256 is ${hash}.`,
    wishes: {
      cancel: 'Wants to cancel: read the chat, and cancel the booking.',
      change: 'Wants another time: read the chat, agree on a time and set it.',
      question: 'Asked something: read the chat, and answer there.',
    },
    reasons: {
      'not-json': 'It is not JSON.',
      'unknown-shape': 'It has a form nobody knows.',
      'other-channel': 'It is of another channel than this stack serves.',
      'unreadable-status': 'A delivery status in it cannot be read.',
      'unreadable-message': 'A message in it cannot be read.',
      'foreign-token': 'A form came with a token this stack did not sign.',
      'no-token-no-message': 'A form came without a token and without the message it answers.',
      'not-linked': 'A form came without a token, and the message it answers is not of this stack.',
      'no-such-invitation': 'The invitation it belongs to is gone.',
      'form-too-large': 'The form was too large to keep whole.',
      'too-large': 'It was too large for what it belongs to.',
      'malformed-request': 'A request over the bus is malformed.',
      'impossible-phone': 'A request over the bus names a phone number that cannot exist.',
      'idempotency-key-reused': 'A request over the bus reuses the key of another one.',
      'opted-out': 'A request over the bus is for a customer who opted out.',
    },
  },
  es: {
    title: 'Pendientes',
    since: (day) => `Desde el ${day}`,
    lookBack: 'Ver un mes más atrás',
    nothing: 'No hay nada pendiente',
    nothingSince: (day) =>
      `Desde el ${day} se ha avisado a todos los clientes, ninguna cita necesita atención, nadie espera respuesta y se ha entendido todo lo recibido.`,
    calls: 'Sin avisar: llamar',
    bookings: 'Citas que necesitan atención',
    pair: 'A la misma hora',
    questions: 'Clientes que han escrito',
    unmatched: 'Recibido y sin identificar',
    open: (name) => `Ver la cita de ${name}`,
    noTime: 'Sin fecha ni hora',
    nameless: 'Sin nombre',
    answered: 'Respondido',
    noted: {
      called: (name) => `Anotado: se ha llamado a ${name}.`,
      answered: (name) => `Anotado: se ha respondido a ${name}.`,
    },
    bytes: (count) => `${count} bytes`,
    asItCame: 'Tal como llegó',
    tooLarge: (hash) => `Demasiado grande para guardarlo; su SHA-256 es ${hash}.`,
    wishes: {
      cancel: 'Quiere cancelar: lea el chat y cancele la cita.',
      change: 'Quiere otra hora: lea el chat, acuérdela y cámbiela.',
      question: 'Ha preguntado algo: lea el chat y responda allí.',
    },
    reasons: {
      'not-json': 'No es JSON.',
      'unknown-shape': 'Tiene un formato desconocido.',
      'other-channel': 'Es de un canal que este sistema no atiende.',
      'unreadable-status': 'Contiene un estado de entrega que no se puede leer.',
      'unreadable-message': 'Contiene un mensaje que no se puede leer.',
      'foreign-token': 'Llegó un formulario con un código que este sistema no firmó.',
      'no-token-no-message': 'Llegó un formulario sin código y sin el mensaje al que responde.',
      'not-linked': 'Llegó un formulario sin código, y el mensaje al que responde no es de este sistema.',
      'no-such-invitation': 'La invitación a la que pertenece ya no existe.',
      'form-too-large': 'El formulario era demasiado grande para guardarlo entero.',
      'too-large': 'Era demasiado grande para aquello a lo que pertenece.',
      'malformed-request': 'Una petición del bus está mal formada.',
      'impossible-phone': 'Una petición del bus lleva un número de teléfono que no puede existir.',
      'idempotency-key-reused': 'Una petición del bus reutiliza la clave de otra.',
      'opted-out': 'Una petición del bus es para un cliente que no quiere mensajes.',
    },
  },
};
