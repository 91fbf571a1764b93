import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import { useSession } from '../../ui/console-session.ts';
import { useLanguage } from '../../ui/words/language.ts';
import { serviceOf } from './labels.ts';
import { titleIn } from './service-choice.tsx';

/** The service of a booking, in the language that is shown where the contract has it. */
export function useServiceName() {
  const { contract } = useSession();
  const language = useLanguage();
  return (booking: Pick<ReviewedBooking, 'service' | 'serviceTitle'>): string | undefined => {
    const known = contract.services.find(({ id }) => id === booking.service);
    return known ? titleIn(known, language, contract.languages[0]) : serviceOf(booking);
  };
}
