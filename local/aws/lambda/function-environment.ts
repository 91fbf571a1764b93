import { dirname, join } from 'node:path';
import type { LambdaFunction, Surroundings } from '../template/stack-model.ts';

/** The local addresses that replace AWS's. */
export type LocalAddresses = {
  /** The HTTP API. */
  api: string;
  /** The table engine; undefined if the stack has no table. */
  table: string | undefined;
  /** The endpoint of every other AWS service. */
  aws: string;
};

/**
 * The complete environment of a function's process: the template's variables, Lambda's variables, the SDK's endpoint
 * variables, and the place of Node's compile cache. Of the runner's own environment it contains only PATH.
 * @param overrides replaces variables that the template sets for the function
 */
export function environmentOf(
  definition: LambdaFunction,
  surroundings: Surroundings,
  addresses: LocalAddresses,
  overrides: Readonly<Record<string, string>>,
): Record<string, string> {
  const given = Object.entries(definition.environment).map(([name, value]) => {
    return [name, overrides[name] ?? withLocalApi(value, surroundings, addresses.api)] as const;
  });
  return {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_DEFAULT_REGION: surroundings.region,
    AWS_ENDPOINT_URL: addresses.aws,
    ...(addresses.table !== undefined && { AWS_ENDPOINT_URL_DYNAMODB: addresses.table }),
    AWS_ENDPOINT_URL_EVENTBRIDGE: addresses.aws,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: addresses.aws,
    AWS_ENDPOINT_URL_SNS: addresses.aws,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: surroundings.region,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    LAMBDA_TASK_ROOT: definition.assetDirectory,
    LANG: 'en_US.UTF-8',
    // The compile cache lies beside the assets: a function's second process starts in half the time.
    NODE_COMPILE_CACHE: join(dirname(definition.assetDirectory), 'compiled'),
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    TZ: ':UTC',
    _HANDLER: `${definition.handler.module}.${definition.handler.export}`,
    ...Object.fromEntries(given),
  };
}

/** Replaces the HTTP API's address, which the template takes as an attribute or builds itself, by the local one. */
function withLocalApi(value: string, { region }: Surroundings, api: string): string {
  const deployed = new RegExp(`https://[\\w-]+\\.execute-api\\.${region}\\.amazonaws\\.com`, 'g');
  return value.replaceAll(deployed, api);
}
