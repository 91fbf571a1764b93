import type { AttendanceValue } from '../../../functions/shared/domain/booking/attendance.ts';
import type { InvitationStatus } from '../../../functions/shared/domain/invitation/invitation-status.ts';
import type { Worded } from '../../ui/words/worded.ts';

/** Short words about a booking, as lists and the panel show them. */
export type LabelWords = {
  statuses: Record<InvitationStatus | 'needs-attention' | 'not-told' | 'to-approve' | 'requested', string>;
  attendance: Record<AttendanceValue | 'confirmed', string>;
  /** How often a customer came and did not; at least one of them is above 0. */
  counts(came: number, noShow: number): string;
  noName: string;
  noNumber: string;
  call: string;
  openChat: string;
  inNewWindow: string;
  answerInChat: string;
};

const timesEn = (count: number): string => (count === 1 ? 'once' : `${count} times`);
const timesEs = (count: number): string => (count === 1 ? 'una vez' : `${count} veces`);

export const LABEL_WORDS: Worded<LabelWords> = {
  en: {
    statuses: {
      'needs-attention': 'Needs attention',
      'not-told': 'Not told',
      'to-approve': 'To approve',
      requested: 'Requested',
      sending: 'Sending',
      retrying: 'Trying again',
      accepted: 'Invited',
      rejected: 'Not sent',
      undelivered: 'Not delivered',
      unknown: 'Unclear',
      unresolved: 'Not settled',
      completed: 'Booked',
      cancelled: 'Cancelled',
    },
    attendance: { confirmed: 'confirmed', came: 'came', 'no-show': 'no-show' },
    counts(came, noShow) {
      if (noShow === 0) return `Came ${timesEn(came)}`;
      return came === 0 ? `Did not come ${timesEn(noShow)}` : `Came ${timesEn(came)}, did not come ${timesEn(noShow)}`;
    },
    noName: 'No name',
    noNumber: 'No number',
    call: 'Call',
    openChat: 'Open the chat',
    inNewWindow: 'in a new window',
    answerInChat: 'No number: answer in the chat',
  },
  es: {
    statuses: {
      'needs-attention': 'Por revisar',
      'not-told': 'Sin avisar',
      'to-approve': 'Por aprobar',
      requested: 'Solicitada',
      sending: 'Enviando',
      retrying: 'Se reintenta',
      accepted: 'Invitado',
      rejected: 'No enviada',
      undelivered: 'No entregada',
      unknown: 'No está claro',
      unresolved: 'Sin resolver',
      completed: 'Reservada',
      cancelled: 'Cancelada',
    },
    attendance: { confirmed: 'confirmada', came: 'vino', 'no-show': 'no vino' },
    counts(came, noShow) {
      if (noShow === 0) return `Vino ${timesEs(came)}`;
      return came === 0 ? `No vino ${timesEs(noShow)}` : `Vino ${timesEs(came)}, no vino ${timesEs(noShow)}`;
    },
    noName: 'Sin nombre',
    noNumber: 'Sin número',
    call: 'Llamar al',
    openChat: 'Abrir el chat',
    inNewWindow: 'en otra ventana',
    answerInChat: 'Sin número: responda en el chat',
  },
};
