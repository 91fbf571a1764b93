import * as z from 'zod/mini';

/** The body of every answer that API Gateway gives by itself. */
export const GatewayMessage = z.object({ message: z.string() });

/**
 * What the gateway (an HTTP API of API Gateway) answers by itself, by status: its words, and when. A method or a path
 * without a route is a 404, never a 405. `local/aws/api-gateway` answers the same.
 */
export const GATEWAY_ANSWERS = {
  400: { message: 'Bad Request', when: 'The request is not proper HTTP.' },
  404: { message: 'Not Found', when: 'There is no such route.' },
  413: { message: 'Request Entity Too Large', when: 'The body is larger than a function can be given.' },
  429: { message: 'Too Many Requests', when: 'A limit on the rate of requests is reached. Come again in a second.' },
  431: { message: 'Request Header Fields Too Large', when: 'Request line and headers have more than 10,240 bytes.' },
  500: { message: 'Internal Server Error', when: 'The function could not run.' },
  503: { message: 'Service Unavailable', when: 'The function did not answer in time.' },
} as const;
export type GatewayStatus = keyof typeof GATEWAY_ANSWERS;
