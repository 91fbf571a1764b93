import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { businessNameOf } from '../shared/contract/business-name.ts';
import { readContract } from '../shared/contract/read-contract.ts';
import { Refusal } from '../shared/domain/delivery/refusal.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { isKnownTag } from '../shared/http/entity-tag.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { pageFile } from './page-file.ts';
import { PAGE_HEADERS, START_PAGE } from './page-files.ts';

/** What the page must know before anybody has signed in: nothing that is not on the business's own door. */
const SETTINGS = { name: businessNameOf(readContract()) };

/** The page is loaded again only after a deploy: until then a browser that asks is told that its copy holds. */
async function pageAnswer(
  name: string,
  { headers }: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const file = await pageFile(name);
  if (!file) throw new Refusal('not-found', 'There is nothing at this address.');
  const { type, etag, body, zipped } = file;
  const common = { ...PAGE_HEADERS, etag, vary: 'accept-encoding' };
  if (isKnownTag(etag, headers['if-none-match'])) return { statusCode: 304, headers: common };
  const answer = { statusCode: 200, headers: { ...common, 'content-type': type } };
  // API Gateway compresses nothing by itself.
  if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) return { ...answer, body };
  return {
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip' },
    body: zipped.toString('base64'),
    isBase64Encoded: true,
  };
}

/** `GET /console` and its files: the page signs in with a key, and calls the API within the session, as any other caller. */
async function serveConsole(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const file = event.pathParameters?.['file'] ?? START_PAGE;
  return file === 'settings.json' ? jsonAnswer(200, SETTINGS) : pageAnswer(file, event);
}

export const handler = middy().use(httpEdge()).handler(serveConsole);
