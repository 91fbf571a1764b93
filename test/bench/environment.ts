import path from 'node:path';

/** What the functions find in their environment, with one address for all of AWS and the provider. */
export const functionEnvironment = (bundles: string, endpoint: string): Record<string, string> => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SESSION_TOKEN: 'bench',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  AWS_ENDPOINT_URL: endpoint,
  LAMBDA_TASK_ROOT: path.join(bundles, 'send-flow'),
  POWERTOOLS_SERVICE_NAME: 'bench',
  TABLE_NAME: 'table-only',
  EVENT_BUS_NAME: 'bus',
  ROOT_SECRET_ARN: 'root',
  GIVEN_SECRET_ARN: 'given',
  PROVIDER_URL: endpoint,
  API_URL: endpoint,
  SEND_INTERVAL_MS: '1',
  STAFF_TOPIC_ARN: 'staff',
});
