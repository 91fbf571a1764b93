import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Refusal } from '../domain/delivery/refusal.ts';
import type { HttpMiddleware } from './http-edge.ts';

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Whether a request comes from a page of this very address. A browser sends `Origin` with all that changes something. */
export const isOfOwnOrigin = ({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>): boolean => {
  const { origin, host } = headers;
  return origin !== undefined && host !== undefined && hostOf(origin) === host.toLowerCase();
};

export const foreignOrigin = () =>
  new Refusal('foreign-origin', 'A session changes something only for a page of this address: send its own Origin.');

/**
 * Turns down what a page of another address sends: it could sign somebody in with a key that is not theirs. A caller that
 * is no browser sends no origin.
 */
export const notOfForeignOrigin = (): HttpMiddleware => ({
  before: ({ event }) => {
    if (event.headers['origin'] !== undefined && !isOfOwnOrigin(event)) throw foreignOrigin();
  },
});
