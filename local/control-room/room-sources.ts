import type { Clock } from '../clock.ts';
import type { Endpoints } from '../endpoints.ts';
import type { Observed } from '../one-msg/simulator.ts';
import type { Runner } from '../runner.ts';
import type { TableWindow } from './table-window.ts';

/** The control room's data sources. */
export type RoomSources = {
  runner: Omit<Runner, 'stop' | 'api'>;
  observed: Observed;
  table: TableWindow | undefined;
  clock: Clock;
  channelId: string;
  /** Read for each request, because a rotation replaces the keys. */
  endpoints(): Pick<Endpoints, 'api' | 'apiKey' | 'crm' | 'mail'>;
};
