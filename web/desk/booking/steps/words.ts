import type { NoticeCarrier, NoticePurpose, NoticeState } from '../../../../functions/shared/domain/notices/notice.ts';
import type { ReminderKind } from '../../../../functions/shared/domain/reminders/reminded-of.ts';
import type {
  AttemptView,
  HistoryEntryView,
  MessageView,
  ReminderView,
} from '../../../../functions/shared/http/answers/invitation-schema.ts';
import type { Stage } from '../../../ui/step.ts';
import type { Worded } from '../../../ui/words/worded.ts';

/** What the time line says. `by` is somebody as `actorName` names them. */
export type StepWords = {
  whatHappened: string;
  showMessage: string;
  howFar: string;
  /** The stages, and what one is called that failed. */
  stages: Record<Stage, string>;
  failedStages: Partial<Record<Stage, string>>;
  states: Record<'done' | 'failed' | 'open', string>;
  requested: string;
  attempts: Record<NonNullable<AttemptView['outcome']> | 'handed', string>;
  attempt(number: number): string;
  byTemplate: string;
  nextAttempt: string;
  givenUp: string;
  delivery: Record<'sent' | 'failed' | 'delivered' | 'read', string>;
  history: Record<HistoryEntryView['kind'], string>;
  formAgain: string;
  refusedByBusiness: string;
  cancelledByCustomer: string;
  notices: Record<NoticeState, string>;
  purposes: Record<NoticePurpose, string>;
  carried: Record<NoticeCarrier, string>;
  arrived: Record<MessageView['delivery'], string>;
  called(by: string, purpose: string): string;
  sentAgain(by: string, purpose: string): string;
  kinds: Record<ReminderKind, string>;
  reminders: Record<ReminderView['state'], string>;
  coming: string;
  came(by: string): string;
  didNotCome(by: string): string;
};

export const STEP_WORDS: Worded<StepWords> = {
  en: {
    whatHappened: 'What happened',
    showMessage: 'Show the message on the phone',
    howFar: 'How far it got',
    stages: {
      requested: 'requested',
      accepted: 'accepted',
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      completed: 'completed',
      told: 'told',
      announced: 'announced',
      'handed off': 'handed off',
    },
    failedStages: { accepted: 'refused', delivered: 'not delivered', told: 'not told', 'handed off': 'not taken' },
    states: { done: 'done', failed: 'failed', open: 'not yet' },
    requested: 'Invitation requested',
    attempts: {
      accepted: 'Accepted by the provider',
      refused: 'Refused by the provider',
      unknown: 'Nobody knows whether the provider took it',
      handed: 'Handed to the provider',
    },
    attempt: (number) => `attempt ${number}`,
    byTemplate: 'by template',
    nextAttempt: 'Next attempt',
    givenUp: 'Given up',
    delivery: {
      sent: 'Sent',
      failed: 'Failed on its way',
      delivered: 'Delivered to the phone',
      read: 'Read by the customer',
    },
    history: {
      completion: 'Form completed',
      booking: 'Booked by hand',
      change: 'Changed by the business',
      cancellation: 'Cancelled by the business',
      placement: 'Given its place',
      approval: 'Approved by the business',
    },
    formAgain: 'Form sent again',
    refusedByBusiness: 'Refused by the business',
    cancelledByCustomer: 'Cancelled by the customer',
    notices: {
      pending: 'The customer will be told',
      told: 'Customer told',
      'not-told': 'Customer not told',
      'not-needed': 'Nothing to tell the customer',
    },
    purposes: {
      requested: 'waits for approval',
      booked: 'booked',
      changed: 'changed',
      cancelled: 'cancelled',
      declined: 'refused',
      refused: 'time refused',
    },
    carried: { text: 'By text', template: 'By template' },
    arrived: { accepted: 'accepted', sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' },
    called: (by, purpose) => `Customer called by ${by}: ${purpose}`,
    sentAgain: (by, purpose) => `Sent again by ${by}: ${purpose}`,
    kinds: { reminder: 'Reminder', 'follow-up': 'Follow-up' },
    reminders: { planned: 'will be sent', sent: 'sent', 'not-sent': 'not sent', skipped: 'left out' },
    coming: 'The customer says that they come',
    came: (by) => `The customer came, noted by ${by}`,
    didNotCome: (by) => `The customer did not come, noted by ${by}`,
  },
  es: {
    whatHappened: 'Qué ha pasado',
    showMessage: 'Mostrar el mensaje en el teléfono',
    howFar: 'Hasta dónde llegó',
    stages: {
      requested: 'pedida',
      accepted: 'aceptada',
      sent: 'enviada',
      delivered: 'entregada',
      read: 'leída',
      completed: 'rellenada',
      told: 'avisado',
      announced: 'anunciada',
      'handed off': 'traspasada',
    },
    failedStages: { accepted: 'rechazada', delivered: 'no entregada', told: 'no avisado', 'handed off': 'no recogida' },
    states: { done: 'hecho', failed: 'fallido', open: 'todavía no' },
    requested: 'Invitación pedida',
    attempts: {
      accepted: 'Aceptada por el proveedor',
      refused: 'Rechazada por el proveedor',
      unknown: 'No se sabe si el proveedor la aceptó',
      handed: 'Entregada al proveedor',
    },
    attempt: (number) => `intento ${number}`,
    byTemplate: 'con plantilla',
    nextAttempt: 'Siguiente intento',
    givenUp: 'Se dejó de intentar',
    delivery: {
      sent: 'Enviada',
      failed: 'Se perdió por el camino',
      delivered: 'Entregada en el móvil',
      read: 'Leída por el cliente',
    },
    history: {
      completion: 'Formulario rellenado',
      booking: 'Reservada a mano',
      change: 'Cambiada por el centro',
      cancellation: 'Cancelada por el centro',
      placement: 'Recibió su sitio',
      approval: 'Aprobada por el centro',
    },
    formAgain: 'Formulario enviado otra vez',
    refusedByBusiness: 'Rechazada por el centro',
    cancelledByCustomer: 'Cancelada por el cliente',
    notices: {
      pending: 'Se avisará al cliente',
      told: 'Cliente avisado',
      'not-told': 'Cliente no avisado',
      'not-needed': 'Nada que avisar al cliente',
    },
    purposes: {
      requested: 'pendiente de aprobar',
      booked: 'reservada',
      changed: 'cambiada',
      cancelled: 'cancelada',
      declined: 'rechazada',
      refused: 'hora no disponible',
    },
    carried: { text: 'Por mensaje', template: 'Por plantilla' },
    arrived: { accepted: 'aceptado', sent: 'enviado', delivered: 'entregado', read: 'leído', failed: 'fallido' },
    called: (by, purpose) => `Cliente avisado por teléfono (${by}): ${purpose}`,
    sentAgain: (by, purpose) => `Enviado otra vez (${by}): ${purpose}`,
    kinds: { reminder: 'Recordatorio', 'follow-up': 'Seguimiento' },
    reminders: { planned: 'se enviará', sent: 'enviado', 'not-sent': 'no enviado', skipped: 'omitido' },
    coming: 'El cliente dice que viene',
    came: (by) => `El cliente vino; lo anotó ${by}`,
    didNotCome: (by) => `El cliente no vino; lo anotó ${by}`,
  },
};
