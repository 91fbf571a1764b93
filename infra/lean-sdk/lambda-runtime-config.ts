import { createDefaultUserAgentProvider } from '@aws-sdk/core/client';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { memoize } from '@smithy/core/config';
import { NodeHttpHandler, type NodeHttpHandlerOptions, streamCollector } from '@smithy/node-http-handler';

/** What a client here is made with. */
type GivenConfig = {
  region?: string;
  maxAttempts?: number;
  requestHandler?: NodeHttpHandler | NodeHttpHandlerOptions;
};
/** The part of a client's configuration that is the same in every runtime. */
type SharedConfig = { serviceId: string };

/** Requests here have text or bytes; the SDK's own function also measures streams, for which it loads those of files. */
const bytesIn = (body: string | Uint8Array): number => Buffer.byteLength(body);

/** The SDK's own default. */
const MAX_ATTEMPTS = 3;

async function ownRegion(): Promise<string> {
  const region = process.env['AWS_REGION'];
  if (!region) throw new Error('Region is missing');
  return region;
}

/** A switch of the environment. Like the SDK, it takes all but "true" for off. */
const isOn = (variable: string) => async () => process.env[variable] === 'true';

/** Whether the account's id is part of the table's address. Like the SDK, it passes over what is no mode. */
async function accountIdEndpointMode(): Promise<string> {
  const mode = process.env['AWS_ACCOUNT_ID_ENDPOINT_MODE'] ?? '';
  return ['disabled', 'preferred', 'required'].includes(mode) ? mode : 'preferred';
}

/**
 * A client's configuration in Lambda, in place of the SDK's for any Node process, with the same values: region,
 * credentials, kind of endpoint and application id are in the environment there, and there are no files, profiles or
 * instance metadata to look for others in. Its credentials live as long as the process does (this is not so with
 * SnapStart, which Node does not have), hence they are read once.
 */
export const lambdaRuntimeConfig = (given: GivenConfig, shared: SharedConfig, clientVersion: string) => ({
  ...shared,
  ...given,
  runtime: 'node',
  defaultsMode: async () => 'legacy',
  accountIdEndpointMode: memoize(accountIdEndpointMode),
  authSchemePreference: async () => [],
  bodyLengthChecker: bytesIn,
  credentialDefaultProvider: () => memoize(fromEnv()),
  // The SDK puts it together anew, and asks the operating system, for each request.
  defaultUserAgentProvider: memoize(createDefaultUserAgentProvider({ serviceId: shared.serviceId, clientVersion })),
  endpointDiscoveryEnabledProvider: async () => false,
  maxAttempts: given.maxAttempts ?? MAX_ATTEMPTS,
  region: given.region ?? memoize(ownRegion),
  requestHandler: NodeHttpHandler.create(given.requestHandler ?? {}),
  retryMode: 'standard',
  sigv4aSigningRegionSet: async () => undefined,
  streamCollector,
  useDualstackEndpoint: isOn('AWS_USE_DUALSTACK_ENDPOINT'),
  useFipsEndpoint: isOn('AWS_USE_FIPS_ENDPOINT'),
  userAgentAppId: memoize(async () => process.env['AWS_SDK_UA_APP_ID']),
});
