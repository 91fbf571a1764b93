import { WARM_PING_REMARK } from '../shared/domain/live-form/log-remarks.ts';
import { isWarmPing } from '../shared/domain/live-form/warm-ping.ts';
import type { HttpMiddleware } from '../shared/http/http-edge.ts';
import { describeError, logger } from '../shared/runtime/logger.ts';
import type { CachedSecret } from '../shared/secrets/cached-secret.ts';
import type { EndpointKeys } from '../shared/secrets/endpoint-keys.ts';

/** Reads the keys anew, so that no phone waits for it until the next ping. */
async function canOpen(keys: CachedSecret<EndpointKeys>): Promise<boolean> {
  try {
    const { privateKeys } = (await keys.getNewer()) ?? (await keys.get());
    return privateKeys.length > 0;
  } catch (error) {
    logger.error('the keys of the endpoint cannot be read', describeError(error));
    return false;
  }
}

/** Answers the ping of the schedule, which needs the keys and nothing else, and logs whether phones could be answered. */
export const warmPing = (keys: CachedSecret<EndpointKeys>): HttpMiddleware => ({
  before: async ({ event }) => {
    if (!isWarmPing(event)) return undefined;
    logger.resetKeys();
    logger.info(WARM_PING_REMARK, { failed: (await canOpen(keys)) ? 0 : 1 });
    return { statusCode: 204 };
  },
});
