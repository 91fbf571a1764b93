import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { businessNameOf } from '../shared/contract/business-name.ts';
import { readContract } from '../shared/contract/read-contract.ts';
import { Refusal } from '../shared/domain/delivery/refusal.ts';
import { jsonAnswer } from '../shared/http/body.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { PAGE_HEADERS, PAGE_TYPES, START_PAGE } from './page-files.ts';

/** What the page must know before anybody has signed in: nothing that is not on the business's own door. */
const SETTINGS = { name: businessNameOf(readContract()) };

async function pageFile(file: string): Promise<APIGatewayProxyStructuredResultV2> {
  const type = PAGE_TYPES.get(file);
  if (!type) throw new Refusal('not-found', 'There is nothing at this address.');
  const body = await readFile(join(process.env['LAMBDA_TASK_ROOT'] ?? '', file), 'utf8');
  return { statusCode: 200, headers: { ...PAGE_HEADERS, 'content-type': type }, body };
}

/** `GET /console` and its files: the page signs in with a key, and calls the API within the session, as any other caller. */
async function serveConsole({ pathParameters }: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const file = pathParameters?.['file'] ?? START_PAGE;
  return file === 'settings.json' ? jsonAnswer(200, SETTINGS) : pageFile(file);
}

export const handler = middy().use(httpEdge()).handler(serveConsole);
