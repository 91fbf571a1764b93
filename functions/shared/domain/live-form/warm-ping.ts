/** What a schedule sends to the function of the live form, instead of a request: nobody outside can send it. */
export const WARM_PING = { kind: 'warm-ping' } as const;

/** The remark of the log line about it. A metric is made of the line's field `failed`, which is 0 or 1. */
export const WARM_PING_REMARK = 'the endpoint was pinged';

export const isWarmPing = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'kind' in event && event.kind === WARM_PING.kind;
