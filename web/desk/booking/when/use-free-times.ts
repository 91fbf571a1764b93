import { SlotList, type SlotView } from '../../../../functions/shared/http/answers/slots.ts';
import { useSession } from '../../../ui/console-session.ts';
import { addDays } from '../../../ui/times.ts';
import { type Loaded, useLoaded } from '../../../ui/use-loaded.ts';

/** What free times are looked for; `moved` is the booking that would leave its present place for one of them. */
export type TimesWish = { service: string; resource?: string | undefined; moved?: string | undefined };

/** So many days after the chosen one are looked at, for whoever finds nothing on it. */
const DAYS_AHEAD = 13;

/** While somebody types a year, a day is far away from every booking. */
const isTyped = (day: string) => day >= '2000';

/** Loads the times that staff can give, from a day on, as they are now; nothing without a service or a day. */
export function useFreeTimes({ service, resource, moved }: TimesWish, day: string): Loaded<readonly SlotView[]> {
  const { api } = useSession();
  return useLoaded([service, resource, moved, day].join(' '), async () => {
    if (service === '' || !isTyped(day)) return [];
    const days = { from: day, to: addDays(day, DAYS_AHEAD) };
    const { items } = await api.get(SlotList, '/slots', { service, resource, moved, by: 'staff', ...days });
    return items;
  });
}
