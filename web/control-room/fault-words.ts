import type { Worded } from '../ui/words/worded.ts';
import type { Fault, FaultGroup, OptionOf } from './fault-switches.ts';

type WordsOfFault<One extends Fault> = {
  title: string;
  explains: string;
  /** A switch needs none: it is on or off. */
  options: 'on' extends OptionOf<One>['id'] ? undefined : Record<OptionOf<One>['id'], string>;
};

/** The words of the switches for faults. */
type FaultWords = {
  intro: string;
  reset: string;
  isReset: string;
  on: string;
  off: string;
  somethingElse: string;
  groups: Record<FaultGroup['id'], string>;
  faults: { [Id in Fault['id']]: WordsOfFault<Extract<Fault, { id: Id }>> };
};

const SWITCH = { options: undefined };

export const FAULT_WORDS: Worded<FaultWords> = {
  en: {
    intro: 'What you set here holds for all that happens from now on. Then use the phone, and see what becomes of it.',
    reset: 'Reset all',
    isReset: 'Everything is as on a good day.',
    on: 'on',
    off: 'off',
    somethingElse: 'Something else',
    groups: {
      sending: 'When the stack sends',
      telling: 'When the provider tells what happened',
      'live-form': 'While a customer fills in the live form',
      crm: 'When bookings are handed to the CRM',
    },
    faults: {
      refuse: {
        title: 'Refused sends',
        explains: 'The provider says no. What can pass is tried again later, the rest is reported with its reason.',
        options: {
          none: 'None',
          'not-on-whatsapp': 'Not on WhatsApp',
          'too-many': 'Too many to this person',
          'wrong-token': 'Wrong channel token',
          'rate-limited': 'Rate limited, once',
        },
      },
      fail: {
        title: 'Failing deliveries',
        explains: 'Messages are taken and then fail on their way to the phone; what can pass is tried again.',
        options: {
          none: 'None',
          'not-on-whatsapp': 'Not on WhatsApp',
          temporary: 'Temporary fault, once',
          'held-back': 'Held back by WhatsApp',
        },
      },
      latency: {
        title: 'Slow answers',
        explains: 'The first delivery status may arrive before the answer to the send does.',
        options: { none: 'None', second: '1 second', seconds: '4 seconds' },
      },
      window: {
        title: 'Closed window',
        explains:
          'As if no customer had written for 24 hours: only a template may reach them, if the contract has one.',
        ...SWITCH,
      },
      templates: {
        title: 'Paused templates',
        explains: 'WhatsApp has paused the templates: whoever has no open window is told by a person.',
        ...SWITCH,
      },
      timeout: {
        title: 'Time-out after acceptance',
        explains:
          'The message goes out, but the answer is lost. It is never sent twice: the outcome is found out later.',
        ...SWITCH,
      },
      down: {
        title: 'Provider down',
        explains:
          'Every call is answered with 503: whether a message went out is not known, so it is not repeated blindly.',
        ...SWITCH,
      },
      dialect: {
        title: 'Dialect',
        explains: 'The provider has three forms in which to tell the same; all of them are understood.',
        options: { normalised: 'Normalised', hooks: 'Hooks', raw: 'Raw' },
      },
      drop: {
        title: 'Dropped webhooks',
        explains: 'Some never arrive. Deliveries are asked for after a minute; move the clock to see it.',
        options: {
          none: 'None',
          half: 'Every second one',
          delivery: 'Delivery statuses',
          messages: 'Customers’ messages',
          completions: 'Completed forms',
          all: 'All',
        },
      },
      duplicate: {
        title: 'Duplicates',
        explains: 'Every webhook is posted twice. The second one changes nothing.',
        ...SWITCH,
      },
      shuffle: {
        title: 'Shuffled order',
        explains: 'Webhooks overtake each other. The end is the same.',
        ...SWITCH,
      },
      token: {
        title: 'Missing flow token',
        explains:
          'Forms come back without their token, as from some phones: the message they answer tells whose they are. A live form has it in each screen.',
        ...SWITCH,
      },
      'hook-info': {
        title: 'No delivery look-up',
        explains: 'The provider does not offer hookInfo, so lost statuses cannot be asked for.',
        ...SWITCH,
      },
      endpoint: {
        title: 'Endpoint',
        explains: 'The phone shows WhatsApp’s general error after ten seconds at most. Nothing is booked or lost.',
        options: { answers: 'Answers', down: 'Down', slow: 'Slow (4 seconds)', 'too-slow': 'Too slow (12 seconds)' },
      },
      'exchange-loss': {
        title: 'Lost on the way',
        explains: 'The phone waits in vain. A confirmation whose answer is lost has booked: pressed again, it ends.',
        options: { none: 'None', request: 'The request', answer: 'The answer' },
      },
      'exchange-twice': {
        title: 'Repeated requests',
        explains: 'Every request of the form comes twice, byte for byte. The second one changes nothing.',
        ...SWITCH,
      },
      'exchange-key': {
        title: 'Phones’ key',
        explains: 'After 421 a phone fetches the key again and repeats once. With a key of nobody it gives up.',
        options: { current: 'Current', former: 'An old one', foreign: 'One of nobody' },
      },
      'exchange-damage': {
        title: 'Damaged requests',
        explains: 'What cannot be opened is refused with 421, and nothing is read or written.',
        options: { none: 'None', tag: 'Wrong tag', garbage: 'Garbage' },
      },
      'crm-down': {
        title: 'CRM down',
        explains:
          'Nobody answers. Each booking is offered again for 24 hours, and kept for a redrive if that is in vain.',
        ...SWITCH,
      },
      'crm-status': {
        title: 'CRM refuses',
        explains: 'What may pass is offered again; what cannot is kept at once, and holds up no other booking.',
        options: { takes: 'Takes all', error: 'Error 500', busy: 'Too busy (429)', refuses: 'Refuses (400)' },
      },
    },
  },
  es: {
    intro: 'Lo que ponga aquí vale para todo lo que pase a partir de ahora. Después use el teléfono y vea qué ocurre.',
    reset: 'Restablecer todo',
    isReset: 'Todo está como en un buen día.',
    on: 'activado',
    off: 'desactivado',
    somethingElse: 'Otra cosa',
    groups: {
      sending: 'Cuando el sistema envía',
      telling: 'Cuando el proveedor comunica lo que ha pasado',
      'live-form': 'Mientras un cliente rellena el formulario en vivo',
      crm: 'Cuando las citas se entregan al CRM',
    },
    faults: {
      refuse: {
        title: 'Envíos rechazados',
        explains:
          'El proveedor dice que no. Lo que puede arreglarse se intenta más tarde; lo demás se comunica con su motivo.',
        options: {
          none: 'Ninguno',
          'not-on-whatsapp': 'No está en WhatsApp',
          'too-many': 'Demasiados a esta persona',
          'wrong-token': 'Token del canal equivocado',
          'rate-limited': 'Demasiado deprisa, una vez',
        },
      },
      fail: {
        title: 'Entregas fallidas',
        explains:
          'Los mensajes se aceptan y se pierden de camino al teléfono; lo que puede arreglarse se vuelve a intentar.',
        options: {
          none: 'Ninguna',
          'not-on-whatsapp': 'No está en WhatsApp',
          temporary: 'Fallo pasajero, una vez',
          'held-back': 'Retenido por WhatsApp',
        },
      },
      latency: {
        title: 'Respuestas lentas',
        explains: 'El primer estado de entrega puede llegar antes que la respuesta al envío.',
        options: { none: 'Ninguna', second: '1 segundo', seconds: '4 segundos' },
      },
      window: {
        title: 'Ventana cerrada',
        explains:
          'Como si ningún cliente hubiera escrito en 24 horas: solo les llega una plantilla, si el contrato la tiene.',
        ...SWITCH,
      },
      templates: {
        title: 'Plantillas en pausa',
        explains: 'WhatsApp ha pausado las plantillas: a quien no tiene la ventana abierta le avisa una persona.',
        ...SWITCH,
      },
      timeout: {
        title: 'Sin respuesta tras aceptar',
        explains:
          'El mensaje sale, pero se pierde la respuesta. Nunca se envía dos veces: el resultado se averigua más tarde.',
        ...SWITCH,
      },
      down: {
        title: 'Proveedor caído',
        explains: 'Cada llamada recibe un 503: no se sabe si el mensaje salió, y por eso no se repite a ciegas.',
        ...SWITCH,
      },
      dialect: {
        title: 'Dialecto',
        explains: 'El proveedor tiene tres formas de comunicar lo mismo; se entienden todas.',
        options: { normalised: 'Normalizado', hooks: 'Hooks', raw: 'Sin procesar' },
      },
      drop: {
        title: 'Webhooks perdidos',
        explains: 'Algunos nunca llegan. Las entregas se preguntan al cabo de un minuto; adelante el reloj para verlo.',
        options: {
          none: 'Ninguno',
          half: 'Uno de cada dos',
          delivery: 'Estados de entrega',
          messages: 'Mensajes de clientes',
          completions: 'Formularios rellenados',
          all: 'Todos',
        },
      },
      duplicate: {
        title: 'Duplicados',
        explains: 'Cada webhook llega dos veces. El segundo no cambia nada.',
        ...SWITCH,
      },
      shuffle: {
        title: 'Orden revuelto',
        explains: 'Los webhooks se adelantan unos a otros. El resultado es el mismo.',
        ...SWITCH,
      },
      token: {
        title: 'Sin token del formulario',
        explains:
          'Los formularios vuelven sin su token, como desde algunos teléfonos: el mensaje al que responden dice de quién son. Un formulario en vivo lo lleva en cada pantalla.',
        ...SWITCH,
      },
      'hook-info': {
        title: 'Sin consulta de entregas',
        explains: 'El proveedor no ofrece hookInfo, así que no se puede preguntar por los estados perdidos.',
        ...SWITCH,
      },
      endpoint: {
        title: 'Servicio del formulario',
        explains:
          'El teléfono muestra el error general de WhatsApp tras diez segundos como mucho. No se reserva ni se pierde nada.',
        options: {
          answers: 'Responde',
          down: 'Caído',
          slow: 'Lento (4 segundos)',
          'too-slow': 'Muy lento (12 segundos)',
        },
      },
      'exchange-loss': {
        title: 'Perdido por el camino',
        explains:
          'El teléfono espera en vano. Una confirmación cuya respuesta se pierde ya ha reservado: al pulsar otra vez, termina.',
        options: { none: 'Nada', request: 'La petición', answer: 'La respuesta' },
      },
      'exchange-twice': {
        title: 'Peticiones repetidas',
        explains: 'Cada petición del formulario llega dos veces, byte a byte. La segunda no cambia nada.',
        ...SWITCH,
      },
      'exchange-key': {
        title: 'Clave de los teléfonos',
        explains:
          'Tras un 421 el teléfono vuelve a pedir la clave y repite una vez. Con una clave de nadie se da por vencido.',
        options: { current: 'La actual', former: 'Una antigua', foreign: 'Una de nadie' },
      },
      'exchange-damage': {
        title: 'Peticiones dañadas',
        explains: 'Lo que no se puede abrir se rechaza con 421, y no se lee ni se escribe nada.',
        options: { none: 'Ninguna', tag: 'Firma equivocada', garbage: 'Basura' },
      },
      'crm-down': {
        title: 'CRM caído',
        explains:
          'Nadie responde. Cada cita se vuelve a ofrecer durante 24 horas, y si es en vano se guarda para reenviarla.',
        ...SWITCH,
      },
      'crm-status': {
        title: 'El CRM rechaza',
        explains:
          'Lo que puede arreglarse se vuelve a ofrecer; lo que no, se guarda enseguida y no retiene ninguna otra cita.',
        options: {
          takes: 'Lo acepta todo',
          error: 'Error 500',
          busy: 'Demasiado ocupado (429)',
          refuses: 'Rechaza (400)',
        },
      },
    },
  },
};

/** What an option of a fault is called. */
export function optionName(fault: Fault, { id }: OptionOf<Fault>, { faults, on, off }: FaultWords): string {
  const names: Readonly<Record<string, string>> = faults[fault.id].options ?? { on, off };
  return names[id] ?? id;
}
