import { useEffect, useState } from 'preact/hooks';
import { addressOf, type BookingRoute, type Route, readAddress, type Shown, START } from './address.ts';

/** Shows a view, or a booking beside the present view. The browser's "back" returns. */
export function go(route: Route | BookingRoute): void {
  location.hash = addressOf(route);
}

export const openBooking = (invitationId: string): void => go({ view: 'booking', invitationId });

/** What the address names, followed as it changes. */
export function useRoute(): Shown {
  const [shown, setShown] = useState(() => readAddress(location.hash, START));
  useEffect(() => {
    const follow = () => setShown((before) => readAddress(location.hash, before.route));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return shown;
}
