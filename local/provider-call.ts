import type { Endpoints } from './endpoints.ts';
import { StartFailure } from './start-failure.ts';

/** Calls a method of the provider's simulator. */
export type ProviderCall = (method: 'GET' | 'POST' | 'PATCH', name: string, body?: unknown) => Promise<unknown>;

/**
 * Calls the simulator as the channel's owner.
 * @throws StartFailure (each call) if the simulator refuses it
 */
export function createProviderCall(
  { provider, channelId }: Pick<Endpoints, 'provider' | 'channelId'>,
  channelToken: string,
): ProviderCall {
  return async (method, name, body) => {
    const response = await fetch(`${provider}/${channelId}/${name}`, {
      method,
      headers: { authorization: `Bearer ${channelToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.json();
    throw new StartFailure(`The provider's simulator refused ${method} /${name} with status ${response.status}.`);
  };
}
