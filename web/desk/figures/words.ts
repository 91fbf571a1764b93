import type { Dimension } from '../../../functions/shared/domain/figures/figures.ts';
import type { InvitationSource } from '../../../functions/shared/domain/invitation/invitation-source.ts';
import type { Worded } from '../../ui/words/worded.ts';
import type { Period } from './period.ts';
import type { Stage } from './stages.ts';

type FiguresWords = {
  title: string;
  period: string;
  periods: Record<Period, string>;
  download: string;
  /** The answer to what is asked most. */
  became(booked: number, invited: number, part: string): string;
  funnel: string;
  stages: Record<Stage, string>;
  ofInvited(part: string): string;
  cancelled: string;
  noShow: string;
  byHand: string;
  byDay: string;
  plotted(invited: number, booked: number): string;
  asTable: string;
  day: string;
  by: string;
  dimensions: Record<Dimension, string>;
  sources: Record<InvitationSource, string>;
  rest: string;
  rate: string;
  none: string;
  noneHint: string;
  uncounted(days: number): string;
};

export const FIGURES_WORDS: Worded<FiguresWords> = {
  en: {
    title: 'Figures',
    period: 'Period',
    periods: { week: '7 days', month: '30 days', quarter: '3 months' },
    download: 'Download CSV',
    became: (booked, invited, part) =>
      invited === 1
        ? `${booked} of 1 invitation became a booking (${part}).`
        : `${booked} of ${invited} invitations became bookings (${part}).`,
    funnel: 'How far invitations got',
    stages: {
      invited: 'Invited',
      delivered: 'Delivered',
      read: 'Read',
      opened: 'Form opened',
      booked: 'Booked',
      came: 'Came',
    },
    ofInvited: (part) => `${part} of the invited`,
    cancelled: 'Cancelled',
    noShow: 'Did not come',
    byHand: 'Booked by hand',
    byDay: 'By day of the invitation',
    plotted: (invited, booked) => `Bars for each day: ${invited} invited and ${booked} booked in all.`,
    asTable: 'As a table',
    day: 'Day',
    by: 'By',
    dimensions: { services: 'Service', resources: 'Person', languages: 'Language', sources: 'Source' },
    sources: { api: 'Your systems', bus: 'Your events', chat: 'Customer’s message', desk: 'Desk' },
    rest: 'Not known',
    rate: 'Became bookings',
    none: 'Nobody was invited in this period',
    noneHint: 'As soon as invitations go out, you see here how many of them become bookings.',
    uncounted: (days) =>
      days === 1
        ? 'One day of this period is not counted yet, or was never.'
        : `${days} days of this period are not counted yet, or were never.`,
  },
  es: {
    title: 'Cifras',
    period: 'Periodo',
    periods: { week: '7 días', month: '30 días', quarter: '3 meses' },
    download: 'Descargar CSV',
    became: (booked, invited, part) =>
      invited === 1
        ? `${booked} de 1 invitación ha acabado en cita (${part}).`
        : `${booked} de ${invited} invitaciones han acabado en cita (${part}).`,
    funnel: 'Hasta dónde llegan las invitaciones',
    stages: {
      invited: 'Invitaciones',
      delivered: 'Entregadas',
      read: 'Leídas',
      opened: 'Abiertas',
      booked: 'Con cita',
      came: 'Han venido',
    },
    ofInvited: (part) => `${part} de las invitaciones`,
    cancelled: 'Canceladas',
    noShow: 'No han venido',
    byHand: 'Citas anotadas a mano',
    byDay: 'Por día de la invitación',
    plotted: (invited, booked) => `Barras por día: ${invited} invitaciones y ${booked} con cita en total.`,
    asTable: 'Ver como tabla',
    day: 'Día',
    by: 'Por',
    dimensions: { services: 'Servicio', resources: 'Profesional', languages: 'Idioma', sources: 'Origen' },
    sources: { api: 'Sus sistemas', bus: 'Sus eventos', chat: 'Mensaje del cliente', desk: 'Recepción' },
    rest: 'Sin determinar',
    rate: 'Acaban en cita',
    none: 'No se ha invitado a nadie en este periodo',
    noneHint: 'En cuanto se envíen invitaciones, verá aquí cuántas acaban en cita.',
    uncounted: (days) =>
      days === 1
        ? 'Un día de este periodo no se ha contado todavía, o no llegó a contarse.'
        : `${days} días de este periodo no se han contado todavía, o no llegaron a contarse.`,
  },
};
