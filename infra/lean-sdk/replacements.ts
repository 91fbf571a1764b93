import path from 'node:path';

/** A file of the SDK that a bundle takes from here instead. */
export type Replacement = {
  /** Its path inside `node_modules`. */
  file: string;
  /** What the bundle takes in its place. */
  contents: string;
};

const ownFile = (name: string) => JSON.stringify(path.join(import.meta.dirname, name));

/** The clients of the functions. */
const CLIENTS = ['dynamodb', 'eventbridge', 'secrets-manager', 'sns'];

/**
 * The SDK's files that serve laptops, containers and features that no function here uses, and a few that do for each call
 * what is the same for every call. Each says how much longer a cold start or a warm call takes without it (processor time
 * of `record-delivery-status` with one status, on 2026-11-28, each replacement left out alone, all in turns in one run, in
 * which the same bundle measured twice differed by 0.4 %). Without all of them a cold start takes 49 % longer and a warm
 * call 57 %. What is worth less than 2 % of either is not replaced.
 */
export const REPLACEMENTS: Replacement[] = [
  ...CLIENTS.map((name) => ({
    // Credentials of every origin, configuration files, instance metadata. Cold start: 38 %.
    file: `@aws-sdk/client-${name}/dist-es/runtimeConfig.js`,
    contents: `
      import { version } from '../package.json';
      import { getRuntimeConfig as getSharedRuntimeConfig } from './runtimeConfig.shared';
      import { lambdaRuntimeConfig } from ${ownFile('lambda-runtime-config.ts')};
      export const getRuntimeConfig = (config) => lambdaRuntimeConfig(config, getSharedRuntimeConfig(config), version);`,
  })),
  {
    // Configuration files. Cold start: 4 %.
    file: '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/adaptors/getEndpointFromConfig.js',
    contents: `export { getEndpointFromConfig } from ${ownFile('endpoint-from-environment.ts')};`,
  },
  {
    // Configuration files, for a variable that no function sets: this is the SDK's file for browsers. Cold start: 5 %.
    file: '@aws-sdk/core/dist-es/submodules/httpAuthSchemes/aws_sdk/clock-skew-defaults.js',
    contents: `export { DEFAULT_DISABLE_CLOCK_SKEW_CORRECTION } from './clock-skew-defaults.browser';`,
  },
  {
    // What each call asked and got, filtered and copied for a log that nobody here keeps. Warm call: 5 %.
    file: '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js',
    contents: `
      export { loggerMiddleware, loggerMiddlewareOptions } from './loggerMiddleware.js?its-own';
      export const getLoggerPlugin = () => ({ applyToStack() {} });`,
  },
  {
    // A key made anew for each signature, and SHA-256 in JavaScript for where Node's is missing. Warm call: 12 %.
    file: '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Node.js',
    contents: `export { Sha256Node } from ${ownFile('sha256.ts')};`,
  },
  {
    // All of its settings copied for each answer, of which the protocols of the clients here look at two. Warm call: 5 %.
    file: '@smithy/core/dist-es/submodules/schema/middleware/schemaDeserializationMiddleware.js',
    contents: `
      import { schemaDeserializationMiddleware as itsOwn } from './schemaDeserializationMiddleware.js?its-own';
      export const schemaDeserializationMiddleware = ({ protocol, streamCollector }) =>
        itsOwn({ protocol, streamCollector });`,
  },
  {
    // A chain of middleware made and walked in full for each call. Warm call: 38 %.
    file: '@aws-sdk/lib-dynamodb/dist-es/DynamoDBDocumentClient.js',
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
    // Event streams: no call here answers with one. Cold start: 8 %.
    file: '@smithy/core/dist-es/submodules/event-streams/index.js',
    contents: `export class EventStreamSerde {
      constructor() { throw new Error('Event streams are left out of this bundle: see infra/lean-sdk.'); }
    }`,
  },
];
