import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  paginateDescribeLogGroups,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { epochSeconds } from '../../functions/shared/domain/time/instant.ts';
import { isDenied } from '../describe-failure.ts';
import { VerbFailure } from '../exit-codes.ts';
import type { FoundLine } from '../trace/log-story.ts';
import type { FindLines, FoundLines } from './trace-source.ts';

/** CloudWatch's limits for one query: so many log groups, so many lines. */
const GROUPS_AT_ONCE = 50;
const MOST_LINES = 10_000;

/** Between two looks at a query, the first time, and at most. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** A query over a month of a busy stack takes some ten seconds. */
const WITHIN_MS = 120_000;

/** What CloudWatch says of a span in which none of the groups has anything any more. */
const NOTHING_KEPT = 'MalformedQueryException';

async function groupsUnder(client: CloudWatchLogsClient, logGroupNamePrefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix })) {
    names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
  }
  return names;
}

/** `@log` is the account and the group: `000000000000:/appointment-flow/clinic/send-flow`. */
function lineIn(fields: readonly ResultField[]): FoundLine {
  const value = (name: string) => fields.find(({ field }) => field === name)?.value ?? '';
  return { function: value('@log').split('/').at(-1) ?? '', text: value('@message') };
}

/** CloudWatch may give what it found in pages. */
async function furtherLines(
  client: CloudWatchLogsClient,
  queryId: string | undefined,
  after: string | undefined,
): Promise<FoundLine[]> {
  const lines: FoundLine[] = [];
  for (let nextToken = after; nextToken !== undefined; ) {
    const page = await client.send(new GetQueryResultsCommand({ queryId, nextToken }));
    lines.push(...(page.results ?? []).map(lineIn));
    nextToken = page.nextToken;
  }
  return lines;
}

async function resultsOf(client: CloudWatchLogsClient, queryId: string | undefined): Promise<FoundLines> {
  const until = Date.now() + WITHIN_MS;
  for (let pauseMs = FIRST_PAUSE_MS; Date.now() < until; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const { status, results = [], nextToken } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') {
      const lines = [...results.map(lineIn), ...(await furtherLines(client, queryId, nextToken))];
      return { lines, isWhole: lines.length < MOST_LINES };
    }
    if (status !== 'Running' && status !== 'Scheduled' && status !== 'Unknown')
      throw new VerbFailure(`CloudWatch ended the search of the logs: ${status}. Leave them out with --no-logs.`);
    await sleep(pauseMs);
  }
  throw new VerbFailure('CloudWatch has not searched the logs within two minutes: leave them out with --no-logs.');
}

/** Searches the log groups of a deployed stack's functions by Logs Insights, which bills what it reads. */
export const findDeployedLines =
  (client: CloudWatchLogsClient, stackName: string): FindLines =>
  async (invitationId, { from, to }, onProgress) => {
    try {
      const groups = await groupsUnder(client, `/appointment-flow/${stackName}/`);
      const found: FoundLines[] = [];
      for (let first = 0; first < groups.length; first += GROUPS_AT_ONCE) {
        const logGroupNames = groups.slice(first, first + GROUPS_AT_ONCE);
        onProgress(`Searching the logs of ${groups.length} functions`);
        const query = new StartQueryCommand({
          logGroupNames,
          // An id consists of hexadecimal digits and hyphens: nothing in it ends the pattern.
          queryString: `fields @log, @message | filter @message like "${invitationId}" | sort @timestamp asc | limit ${MOST_LINES}`,
          startTime: epochSeconds(from),
          endTime: epochSeconds(to),
        });
        found.push(await resultsOf(client, (await client.send(query)).queryId));
      }
      const isWhole = groups.length > 0 && found.every((batch) => batch.isWhole);
      return { lines: found.flatMap(({ lines }) => lines), isWhole };
    } catch (error) {
      if (error instanceof Error && error.name === NOTHING_KEPT) return { lines: [], isWhole: false };
      if (!isDenied(error)) throw error;
      throw new VerbFailure(
        'AWS does not let you search the logs: it takes logs:DescribeLogGroups, logs:StartQuery and logs:GetQueryResults. Leave them out with --no-logs.',
        undefined,
        { cause: error },
      );
    }
  };
