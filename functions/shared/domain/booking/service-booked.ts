import type { PlaceTerms, Service } from '../places/service.ts';
import type { Booking } from './booking-history.ts';

/** The service that a booking is of: forms say it by its title, what has its place by its id. */
export function serviceBooked(
  { service: said }: Pick<Booking, 'service'>,
  { services = [] }: Pick<PlaceTerms, 'services'>,
): Service | undefined {
  return services.find(({ id, title }) => id === said || Object.values(title).some((text) => text === said));
}
