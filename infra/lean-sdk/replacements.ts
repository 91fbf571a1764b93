import path from 'node:path';

/** A file of the SDK that a bundle takes from here instead. */
export type Replacement = {
  /** The end of its path inside `node_modules`. */
  file: RegExp;
  /** Throws, saying so, if the SDK's file is no longer the one that the replacement was written for. */
  check(source: string): void;
  /** What the bundle takes in its place. */
  contents: string;
};

const ownFile = (name: string) => JSON.stringify(path.join(import.meta.dirname, name));

const namesIn = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([, name]) => name ?? '');

/** What `lambdaRuntimeConfig` sets, for one client or another. */
const RUNTIME_SETTINGS = new Set([
  'accountIdEndpointMode',
  'authSchemePreference',
  'bodyLengthChecker',
  'credentialDefaultProvider',
  'defaultUserAgentProvider',
  'defaultsMode',
  'endpointDiscoveryEnabledProvider',
  'maxAttempts',
  'region',
  'requestHandler',
  'retryMode',
  'runtime',
  'sigv4aSigningRegionSet',
  'streamCollector',
  'useDualstackEndpoint',
  'useFipsEndpoint',
  'userAgentAppId',
]);
/** What needs no setting: undefined, unless a variable asks for what the SDK's next major version does. */
const UNSET = new Set(['defaultSocketTimeout']);

function setsNothingElse(source: string): void {
  const settings = namesIn(source.slice(source.lastIndexOf('return {')), /^ {8}(\w+)[:,]/gm);
  const unknown = settings.filter((name) => !RUNTIME_SETTINGS.has(name) && !UNSET.has(name));
  if (!settings.includes('credentialDefaultProvider') || !settings.includes('region')) unknown.push('another layout');
  if (unknown.length > 0) throw new Error(`it has ${unknown.join(', ')}, unknown to lambda-runtime-config.ts`);
}

const exportsOnly = (name: string) => (source: string) => {
  const names = namesIn(source, /^export (?:const|function|async function|class) (\w+)/gm);
  if (names.join() !== name) throw new Error(`it exports ${names.join(', ')} instead of ${name}`);
};

/**
 * The SDK's files that serve laptops, containers and features that no function here uses, and a few that do for each call
 * what is the same for every call.
 */
export const REPLACEMENTS: Replacement[] = [
  {
    // Credentials of every origin (a quarter of a plain bundle), configuration files, instance metadata.
    file: /@aws-sdk\/client-[a-z-]+\/dist-es\/runtimeConfig\.js$/,
    check: setsNothingElse,
    contents: `
      import { version } from '../package.json';
      import { getRuntimeConfig as getSharedRuntimeConfig } from './runtimeConfig.shared';
      import { lambdaRuntimeConfig } from ${ownFile('lambda-runtime-config.ts')};
      export const getRuntimeConfig = (config) => lambdaRuntimeConfig(config, getSharedRuntimeConfig(config), version);`,
  },
  {
    // Configuration files.
    file: /@smithy\/core\/dist-es\/submodules\/endpoints\/middleware-endpoint\/adaptors\/getEndpointFromConfig\.js$/,
    check: exportsOnly('getEndpointFromConfig'),
    contents: `export { getEndpointFromConfig } from ${ownFile('endpoint-from-environment.ts')};`,
  },
  {
    // Configuration files, for a variable that no function sets: this is the SDK's file for browsers.
    file: /@aws-sdk\/core\/dist-es\/submodules\/httpAuthSchemes\/aws_sdk\/clock-skew-defaults\.js$/,
    check: exportsOnly('DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION'),
    contents: `export { DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION } from './clock-skew-defaults.browser';`,
  },
  {
    // A cache of endpoints that only Timestream's commands and a switched-on discovery fill.
    file: /@aws-sdk\/middleware-endpoint-discovery\/dist-es\/resolveEndpointDiscoveryConfig\.js$/,
    check: exportsOnly('resolveEndpointDiscoveryConfig'),
    contents: `export const resolveEndpointDiscoveryConfig = (config) =>
      Object.assign(config, { endpointDiscoveryEnabled: async () => false, isClientEndpointDiscoveryEnabled: false });`,
  },
  {
    // What each call asked and got, filtered and copied for a log that nobody here keeps.
    file: /@aws-sdk\/core\/dist-es\/submodules\/client\/middleware-logger\/loggerMiddleware\.js$/,
    check: exportsOnly('loggerMiddleware,loggerMiddlewareOptions,getLoggerPlugin'),
    contents: `
      export { loggerMiddleware, loggerMiddlewareOptions } from './loggerMiddleware.js?its-own';
      export const getLoggerPlugin = () => ({ applyToStack() {} });`,
  },
  {
    // A key made anew for each signature, and SHA-256 in JavaScript for where Node's is missing.
    file: /@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Node\.js$/,
    check: exportsOnly('Sha256Node'),
    contents: `export { Sha256Node } from ${ownFile('sha256.ts')};`,
  },
  {
    // All of its settings copied for each answer, of which the protocols of the clients here look at two.
    file: /@smithy\/core\/dist-es\/submodules\/schema\/middleware\/schemaDeserializationMiddleware\.js$/,
    check: exportsOnly('schemaDeserializationMiddleware'),
    contents: `
      import { schemaDeserializationMiddleware as itsOwn } from './schemaDeserializationMiddleware.js?its-own';
      export const schemaDeserializationMiddleware = ({ protocol, streamCollector }) =>
        itsOwn({ protocol, streamCollector });`,
  },
  {
    // A chain of middleware made and walked in full for each call.
    file: /@aws-sdk\/lib-dynamodb\/dist-es\/DynamoDBDocumentClient\.js$/,
    check: exportsOnly('DynamoDBDocumentClient'),
    contents: `
      import { Client as __Client } from '@smithy/core/client';
      import { marshallInput, unmarshallOutput } from './commands/utils';
      import { preparedRequests } from ${ownFile('prepared-requests.ts')};
      export { __Client };
      export class DynamoDBDocumentClient {
        constructor(client, { marshallOptions, unmarshallOptions } = {}) {
          const send = preparedRequests(client);
          const marshalling = { convertTopLevelContainer: true, ...marshallOptions };
          const unmarshalling = { convertWithoutMapWrapper: true, ...unmarshallOptions };
          this.config = client.config;
          this.send = async ({ input, inputKeyNodes, outputKeyNodes, clientCommand }, options) => {
            if (options) throw new Error('Options of a single call are left out of this bundle: see infra/lean-sdk.');
            const output = await send(clientCommand, marshallInput(input, inputKeyNodes, marshalling));
            return unmarshallOutput(output, outputKeyNodes, unmarshalling);
          };
        }
        static from(client, translateConfig) {
          return new DynamoDBDocumentClient(client, translateConfig);
        }
        destroy() {}
      }`,
  },
  {
    // Event streams: no call here answers with one.
    file: /@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
    check(source) {
      if (!source.includes('EventStreamSerde')) throw new Error('it does not export EventStreamSerde');
    },
    contents: `export class EventStreamSerde {
      constructor() { throw new Error('Event streams are left out of this bundle: see infra/lean-sdk.'); }
    }`,
  },
];
