import type { APIGatewayProxyEventV2, Context, SQSEvent } from 'aws-lambda';

/** What functions are given, as the gateway, the pollers of queues and Lambda itself make it. */

export type HttpRequest = {
  /** `POST /webhooks/{secret}`, as the stack's routes are written. */
  route: string;
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** As a browser sends them: `name=value`. */
  cookies?: string[];
  /** A text as it is, anything else as JSON. */
  body?: unknown;
};

/** What the gateway hands to a function. `timeEpoch` in ms. */
export function httpEvent(request: HttpRequest, timeEpoch: number): APIGatewayProxyEventV2 {
  const { route, path: pathParameters, query, headers = {}, cookies, body } = request;
  const [method = 'GET', resource = '/'] = route.split(' ');
  return {
    version: '2.0',
    routeKey: route,
    rawPath: resource,
    rawQueryString: new URLSearchParams(query).toString(),
    ...(query && { queryStringParameters: query }),
    headers,
    ...(cookies && { cookies }),
    ...(pathParameters && { pathParameters }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path: resource, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: route,
      stage: '$default',
      time: '',
      timeEpoch,
    },
  };
}

/** A message of a queue, received so many times. */
export function queueRecord(messageId: string, body: string, receives = 1): SQSEvent['Records'][number] {
  return {
    messageId,
    receiptHandle: `${messageId}/${receives}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: 'events',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:queue',
    awsRegion: 'eu-west-1',
  };
}

/** A run's context. `remainingMs` says how long it has left. */
export function lambdaContext(functionName: string, awsRequestId: string, remainingMs: () => number): Context {
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId,
    logGroupName: 'group',
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: remainingMs,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
