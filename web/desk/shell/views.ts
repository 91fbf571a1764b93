import type { IconName } from '../../ui/icon.tsx';
import type { Route } from './address.ts';

/** The views of the navigation, in its order. */
export const VIEW_NAMES = ['today', 'week', 'customers', 'worklist', 'closures', 'figures', 'invitations'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export const VIEW_ICONS: Record<ViewName, IconName> = {
  today: 'today',
  week: 'week',
  customers: 'people',
  worklist: 'tasks',
  closures: 'closed',
  figures: 'figures',
  invitations: 'send',
};

/** The entry of the navigation in which a route lies: another day is looked at in Today. */
export const entryOf = (route: Route): string => {
  if (route.view === 'further') return route.name;
  return route.view === 'day' ? 'today' : route.view;
};
