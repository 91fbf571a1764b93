import { basename, extname } from 'node:path';
import * as z from 'zod/mini';
import { StartFailure } from '../../../start-failure.ts';
import type { Assembly } from '../assembly.ts';
import type { AsyncInvocation, LambdaFunction } from '../stack-model.ts';
import { type Resource, type TemplateReader, unsupported } from '../template-reader.ts';
import { DestinationConfig, readFailureDestination } from './destinations.ts';

const FunctionProperties = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  FunctionName: z.optional(z.string()),
  Handler: z.string(),
  Runtime: z.literal('nodejs24.x'),
  Timeout: z._default(z.number(), 3),
  MemorySize: z._default(z.number(), 128),
  Environment: z._default(z.strictObject({ Variables: z._default(z.record(z.string(), z.string()), {}) }), {
    Variables: {},
  }),
  ReservedConcurrentExecutions: z.optional(z.number()),
  LoggingConfig: z._default(z.looseObject({ LogGroup: z.optional(z.string()) }), {}),
});

const WITHOUT_EFFECT = {
  Architectures: 'the code runs on the processor of this machine',
  EphemeralStorage: "the size of a Lambda's /tmp",
  Role: 'permissions are not checked here',
  TracingConfig: 'traces are not collected here',
};

const EventInvokeConfig = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z._default(z.number(), 2),
  MaximumEventAgeInSeconds: z._default(z.number(), 21_600),
  DestinationConfig: z.optional(DestinationConfig),
});

/** Lambda's defaults: two retries within six hours. */
const DEFAULT_ASYNC: AsyncInvocation = { maximumRetries: 2, maximumAgeSeconds: 21_600 };

function readAsyncInvocations(reader: TemplateReader): Map<string, AsyncInvocation> {
  return new Map(
    reader.ofType('AWS::Lambda::EventInvokeConfig').map((resource) => {
      const config = reader.read(resource, EventInvokeConfig, {});
      const onFailure = readFailureDestination(reader, resource, config.DestinationConfig);
      return [
        findFunction(reader, resource, config.FunctionName),
        {
          maximumRetries: config.MaximumRetryAttempts,
          maximumAgeSeconds: config.MaximumEventAgeInSeconds,
          ...(onFailure && { onFailure }),
        },
      ];
    }),
  );
}

/** The stack's Lambda functions, each with the local directory of its code. */
export function readFunctions(reader: TemplateReader, { assetDirectories }: Assembly): LambdaFunction[] {
  const async = readAsyncInvocations(reader);
  return reader.ofType('AWS::Lambda::Function').map((resource) => {
    const properties = reader.read(resource, FunctionProperties, WITHOUT_EFFECT);
    const assetDirectory = assetDirectories.get(properties.Code.S3Key);
    if (assetDirectory === undefined) {
      throw new StartFailure(`The code of the function ${resource.logicalId} is not among the synthesized assets.`);
    }
    const logGroup = properties.LoggingConfig.LogGroup ?? `/aws/lambda/${resource.name}`;
    return {
      id: resource.logicalId,
      name: resource.name,
      arn: resource.attributes['Arn'] ?? '',
      label: basename(logGroup),
      logGroup,
      assetDirectory,
      handler: {
        module: properties.Handler.slice(0, -extname(properties.Handler).length),
        export: extname(properties.Handler).slice(1),
      },
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      environment: properties.Environment.Variables,
      ...(properties.ReservedConcurrentExecutions !== undefined && {
        reservedConcurrency: properties.ReservedConcurrentExecutions,
      }),
      async: async.get(resource.logicalId) ?? DEFAULT_ASYNC,
    };
  });
}

/** The logical id of the function with the name or ARN `value` (in `resource`). */
export function findFunction(reader: TemplateReader, resource: Resource, value: string): string {
  const found = reader.find(value, 'AWS::Lambda::Function');
  if (!found) throw unsupported(resource, 'a function outside this stack');
  return found.logicalId;
}
