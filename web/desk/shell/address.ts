/** A view of the desk, with what it shows. Its address stands in the URL's fragment. */
export type Route =
  | { view: 'today' }
  | { view: 'day'; day: string }
  | { view: 'week'; day?: string | undefined }
  /** `query`: who is looked for, or whose page it is. */
  | { view: 'customers'; query?: Readonly<Record<string, string>> | undefined }
  | { view: 'worklist' }
  | { view: 'closures' }
  | { view: 'figures' }
  | { view: 'invitations' }
  /** What only some pages have beside the desk's views. */
  | { view: 'further'; name: string };

/** A booking is shown beside the view from which it was opened. */
export type BookingRoute = { view: 'booking'; invitationId: string };

/** What is shown now. */
export type Shown = { route: Route; booking?: string | undefined };

export const START: Route = { view: 'today' };

const PLAIN = ['today', 'worklist', 'closures', 'figures', 'invitations'] as const;
const isPlain = (name: string): name is (typeof PLAIN)[number] => PLAIN.some((plain) => plain === name);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayIn = (text: string | undefined): string | undefined =>
  text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

/** The fragment under which a view or a booking is found: `#/week/2031-05-06`. */
export function addressOf(route: Route | BookingRoute): string {
  switch (route.view) {
    case 'booking':
      return `#/bookings/${route.invitationId}`;
    case 'day':
      return `#/day/${route.day}`;
    case 'week':
      return route.day === undefined ? '#/week' : `#/week/${route.day}`;
    case 'customers': {
      const query = new URLSearchParams(route.query).toString();
      return query === '' ? '#/customers' : `#/customers?${query}`;
    }
    case 'further':
      return `#/${route.name}`;
    default:
      return `#/${route.view}`;
  }
}

/**
 * Reads a fragment. The links in the e-mails to staff, `#/invitations/<id>` and `#/attention`, are addresses as well.
 * @param beneath the view beside which a booking is shown
 */
export function readAddress(fragment: string, beneath: Route): Shown {
  const [path = '', query = ''] = fragment.replace(/^#\/?/, '').split('?');
  const [name = '', argument] = path.split('/');
  if ((name === 'bookings' || name === 'invitations') && argument !== undefined && /^[\w-]+$/.test(argument))
    return { route: beneath, booking: argument };
  const day = dayIn(argument);
  if (name === 'day' && day !== undefined) return { route: { view: 'day', day } };
  if (name === 'week') return { route: { view: 'week', day } };
  if (name === 'customers') {
    const given = Object.fromEntries(new URLSearchParams(query));
    return { route: Object.keys(given).length > 0 ? { view: 'customers', query: given } : { view: 'customers' } };
  }
  if (name === 'attention') return { route: { view: 'worklist' } };
  if (isPlain(name)) return { route: { view: name } };
  return { route: name === '' ? START : { view: 'further', name } };
}
