import { isJsonObject } from '../text/json.ts';

/** What a schedule sends to the function of the live form, instead of a request: nobody outside can send it. */
export const WARM_PING = { kind: 'warm-ping' } as const;

export const isWarmPing = (event: unknown): boolean => isJsonObject(event) && event['kind'] === WARM_PING.kind;
