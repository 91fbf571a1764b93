import type { Worded } from '../../ui/words/worded.ts';
import type { Group } from './invitation-filters.ts';

type InvitationsWords = {
  title: string;
  find: string;
  findHint: string;
  status: string;
  groups: Record<Group, string>;
  day: string;
  onAllDays(phone: string): string;
  backToToday: string;
  /** `where` is one of the next two. */
  count(shown: number, all: number, where: string): string;
  readSoFar(count: number, where: string): string;
  ofDay(day: string): string;
  ofPhone(phone: string): string;
  nothingFits: string;
  nothingFitsHint: string;
  noneYet: string;
  noneYetHint: string;
  noneOnDay: string;
  caption: string;
  customer: string;
  invited: string;
  appointment: string;
  noAppointment: string;
};

export const INVITATIONS_WORDS: Worded<InvitationsWords> = {
  en: {
    title: 'Invitations',
    find: 'Find',
    findHint: 'Name, phone, service …',
    status: 'Status',
    groups: {
      all: 'All',
      open: 'Open',
      'to-approve': 'To approve',
      booked: 'Booked',
      attention: 'Needs attention',
      failed: 'Failed',
      cancelled: 'Cancelled',
    },
    day: 'Day',
    onAllDays: (phone) => `Look on all days for +${phone}`,
    backToToday: 'Back to today',
    count: (shown, all, where) =>
      shown === all
        ? `${all} ${all === 1 ? 'invitation' : 'invitations'} ${where}`
        : `${shown} of ${all} invitations ${where}`,
    readSoFar: (count, where) => `${count} read so far, ${where} …`,
    ofDay: (day) => `on ${day}`,
    ofPhone: (phone) => `for +${phone}`,
    nothingFits: 'Nothing fits',
    nothingFitsHint: 'Try another word, or all statuses.',
    noneYet: 'No invitations yet',
    noneYetHint: 'As soon as a customer writes that they want to book, their invitation appears here.',
    noneOnDay: 'Nobody was invited on this day',
    caption: 'Invitations, the newest first',
    customer: 'Customer',
    invited: 'Invited',
    appointment: 'Appointment',
    noAppointment: 'none yet',
  },
  es: {
    title: 'Invitaciones',
    find: 'Buscar',
    findHint: 'Nombre, teléfono, servicio…',
    status: 'Estado',
    groups: {
      all: 'Todas',
      open: 'Abiertas',
      'to-approve': 'Por aprobar',
      booked: 'Reservadas',
      attention: 'Por revisar',
      failed: 'Fallidas',
      cancelled: 'Canceladas',
    },
    day: 'Día',
    onAllDays: (phone) => `Buscar +${phone} en todos los días`,
    backToToday: 'Volver a hoy',
    count: (shown, all, where) =>
      shown === all
        ? `${all} ${all === 1 ? 'invitación' : 'invitaciones'} ${where}`
        : `${shown} de ${all} invitaciones ${where}`,
    readSoFar: (count, where) => `${count} cargadas, ${where}…`,
    ofDay: (day) => `del ${day}`,
    ofPhone: (phone) => `de +${phone}`,
    nothingFits: 'No hay resultados',
    nothingFitsHint: 'Pruebe con otra palabra o con todos los estados.',
    noneYet: 'Todavía no hay invitaciones',
    noneYetHint: 'En cuanto un cliente escriba que quiere una cita, su invitación aparecerá aquí.',
    noneOnDay: 'Ese día no se invitó a nadie',
    caption: 'Invitaciones, las más recientes primero',
    customer: 'Cliente',
    invited: 'Invitado',
    appointment: 'Cita',
    noAppointment: 'todavía no',
  },
};
