import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Refusal } from '../domain/delivery/refusal.ts';
import { InvitationId } from '../domain/invitation/invitation-id.ts';
import { describeError, logger } from '../runtime/logger.ts';
import { Contention } from '../store/table/lost-race.ts';
import { problem } from './problem-answer.ts';
import { slotView } from './slot-view.ts';

export type HttpMiddleware = MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** AWS or the network had trouble: a repeat may well succeed. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.every(isPassing);
  return '$metadata' in error || error.name === 'TimeoutError' || 'code' in error;
}

function answerFor(error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  if (error instanceof Refusal) {
    const { kind, message: detail, faults, retryAfterSeconds, alternatives, revision } = error;
    const members = {
      ...(faults.length > 0 && { faults }),
      ...(alternatives && { alternatives: alternatives.map(slotView) }),
      ...(revision !== undefined && { revision }),
    };
    return problem(kind, requestId, { detail, retryAfterSeconds, members });
  }
  if (error instanceof Contention) return problem('busy', requestId, { retryAfterSeconds: 1 });
  return isPassing(error)
    ? problem('unavailable', requestId, { retryAfterSeconds: 1 })
    : problem('internal', requestId);
}

/** The invitation in the path of a request, if it names one. */
function invitationNamedIn({ pathParameters }: APIGatewayProxyEventV2): InvitationId | undefined {
  const { id, invitationId = id } = pathParameters ?? {};
  return InvitationId.safeParse(invitationId).data;
}

/**
 * The outermost part of every HTTP function: adds the request to each log line, and turns a thrown error into a
 * problem answer. Refusals log as info, anything else as error. A request that was to change something about the
 * invitation in its path leaves one line. `requestId` is the one in problem answers and in the access log.
 */
export function httpEdge(): HttpMiddleware {
  return {
    before: ({ event, context }) => {
      logger.resetKeys();
      logger.addContext(context);
      const invitationId = invitationNamedIn(event);
      logger.appendKeys({
        route: event.routeKey,
        requestId: event.requestContext.requestId,
        ...(invitationId && { invitationId }),
      });
    },
    after: ({ event, response }) => {
      if (invitationNamedIn(event) && event.requestContext.http.method !== 'GET') {
        logger.info('request was answered', { status: response?.statusCode });
      }
    },
    onError: (request) => {
      const { error, event } = request;
      request.response = answerFor(error, event.requestContext.requestId);
      if (error instanceof Refusal) logger.info('request refused', { kind: error.kind });
      else logger.error('request failed', describeError(error));
    },
  };
}
