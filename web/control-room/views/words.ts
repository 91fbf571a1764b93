import type { Worded } from '../../ui/words/worded.ts';
import type { InsideTab } from './inside-tabs.ts';

/** The words of the views that show the inside of the stack. */
type InsideWords = {
  inside: string;
  tabs: Record<InsideTab, string>;
  newestFirst(name: string): string;
  showInvitation: string;
  attempt(number: number): string;
  attempts(count: number): string;
  /** Events */
  event: string;
  all: string;
  eventsShown(count: number): string;
  events: string;
  from(source: string): string;
  /** What is due */
  nothingWaits: string;
  whatWaits: string;
  waits: string;
  isLookedAt: string;
  at: string;
  queues: string;
  howFull: string;
  queue: string;
  waiting: string;
  inWork: string;
  invitation(id: string): string;
  /** Functions */
  functionsLately: string;
  columns: Record<'function' | 'runs' | 'failed' | 'takes' | 'last' | 'because' | 'took' | 'ended', string>;
  allFunctions: string;
  latestRuns(name: string): string;
  log: string;
  /** What started a function, and how a run ended, where it is no name of the API or of an event. */
  causes: Readonly<Partial<Record<string, string>>>;
  statuses: Readonly<Partial<Record<string, string>>>;
  /** Calls, webhooks, forms */
  noCalls: string;
  noWebhooks: string;
  outcomes: Readonly<Partial<Record<string, string>>>;
  noForms: string;
  failure: string;
  nothingGivenUp: string;
  /** Hand-offs */
  toCrm: string;
  nothingToCrm: string;
  noAnswer: string;
  toStaff: string;
  noMails: string;
  mail: string;
};

export const INSIDE_WORDS: Worded<InsideWords> = {
  en: {
    inside: 'Inside the stack',
    tabs: {
      waiting: 'What is due',
      functions: 'Functions',
      calls: 'Calls to the provider',
      webhooks: 'Webhooks',
      forms: 'Live forms',
      'hand-offs': 'Hand-offs',
      'given-up': 'Given up',
    },
    newestFirst: (name) => `${name}, the newest first`,
    showInvitation: 'Show invitation',
    attempt: (number) => `attempt ${number}`,
    attempts: (count) => `after ${count} attempts`,
    event: 'Event',
    all: 'All',
    eventsShown: (count) => `${count} on the bus lately, the newest first`,
    events: 'Events on the bus',
    from: (source) => `from ${source}`,
    nothingWaits: 'Nothing waits: everything that was sent is settled.',
    whatWaits: 'What waits for the outside world, the soonest first',
    waits: 'Waits',
    isLookedAt: 'Is looked at',
    at: 'At',
    queues: 'Queues',
    howFull: 'How full the queues are',
    queue: 'Queue',
    waiting: 'Waiting',
    inWork: 'In work',
    invitation: (id) => `Invitation ${id}`,
    functionsLately: 'Functions that ran lately',
    columns: {
      function: 'Function',
      runs: 'Runs',
      failed: 'Failed',
      takes: 'Takes',
      last: 'Last',
      because: 'Because of',
      took: 'Took',
      ended: 'Ended',
    },
    allFunctions: 'All functions',
    latestRuns: (name) => `The latest runs of ${name}`,
    log: 'Log',
    causes: { queue: 'queue', stream: 'stream', event: 'event' },
    statuses: { success: 'success' },
    noCalls: 'The provider was not called yet.',
    noWebhooks: 'The provider told nothing yet.',
    outcomes: {
      waiting: 'waiting',
      delivered: 'delivered',
      failed: 'failed',
      dropped: 'dropped',
      disabled: 'disabled',
      overflow: 'overflow',
    },
    noForms: 'No phone has asked for a screen yet.',
    failure: 'Failure',
    nothingGivenUp: 'Nothing was given up.',
    toCrm: 'To the CRM',
    nothingToCrm: 'The CRM was given nothing yet.',
    noAnswer: 'no answer',
    toStaff: 'To the staff',
    noMails: 'No e-mail was written yet.',
    mail: 'E-mail',
  },
  es: {
    inside: 'El sistema por dentro',
    tabs: {
      waiting: 'Lo pendiente',
      functions: 'Funciones',
      calls: 'Llamadas al proveedor',
      webhooks: 'Webhooks',
      forms: 'Formularios en vivo',
      'hand-offs': 'Traspasos',
      'given-up': 'Abandonado',
    },
    newestFirst: (name) => `${name}, lo más nuevo primero`,
    showInvitation: 'Ver la invitación',
    attempt: (number) => `intento ${number}`,
    attempts: (count) => `tras ${count} intentos`,
    event: 'Evento',
    all: 'Todos',
    eventsShown: (count) => `${count} en el bus últimamente, lo más nuevo primero`,
    events: 'Eventos en el bus',
    from: (source) => `de ${source}`,
    nothingWaits: 'No queda nada pendiente: todo lo enviado está resuelto.',
    whatWaits: 'Lo que espera algo de fuera, lo más próximo primero',
    waits: 'Espera',
    isLookedAt: 'Se revisa',
    at: 'A las',
    queues: 'Colas',
    howFull: 'Cuánto hay en las colas',
    queue: 'Cola',
    waiting: 'En espera',
    inWork: 'En curso',
    invitation: (id) => `Invitación ${id}`,
    functionsLately: 'Funciones ejecutadas últimamente',
    columns: {
      function: 'Función',
      runs: 'Ejecuciones',
      failed: 'Fallidas',
      takes: 'Tarda',
      last: 'Última',
      because: 'A causa de',
      took: 'Tardó',
      ended: 'Terminó',
    },
    allFunctions: 'Todas las funciones',
    latestRuns: (name) => `Las últimas ejecuciones de ${name}`,
    log: 'Registro',
    causes: { queue: 'cola', stream: 'flujo de la tabla', event: 'evento' },
    statuses: { success: 'bien' },
    noCalls: 'Todavía no se ha llamado al proveedor.',
    noWebhooks: 'El proveedor todavía no ha comunicado nada.',
    outcomes: {
      waiting: 'en espera',
      delivered: 'entregado',
      failed: 'fallido',
      dropped: 'perdido',
      disabled: 'desactivado',
      overflow: 'demasiados',
    },
    noForms: 'Ningún teléfono ha pedido todavía una pantalla.',
    failure: 'Fallo',
    nothingGivenUp: 'No se ha abandonado nada.',
    toCrm: 'Al CRM',
    nothingToCrm: 'Todavía no se ha entregado nada al CRM.',
    noAnswer: 'sin respuesta',
    toStaff: 'Al personal',
    noMails: 'Todavía no se ha escrito ningún correo.',
    mail: 'Correo',
  },
};
