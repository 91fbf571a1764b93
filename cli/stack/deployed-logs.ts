import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  paginateDescribeLogGroups,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { epochSeconds } from '../../functions/shared/domain/time/instant.ts';
import { VerbFailure } from '../exit-codes.ts';
import type { FoundLine } from '../trace/log-story.ts';
import type { FindLines, FoundLines } from './trace-source.ts';

/** CloudWatch's limits for one query: so many log groups, so many lines. */
const GROUPS_AT_ONCE = 50;
const MOST_LINES = 10_000;

const PAUSE_MS = 1_000;
/** A query over a month of a busy stack takes some ten seconds. */
const WITHIN_MS = 120_000;

/** What CloudWatch says of a span in which none of the groups has anything any more. */
const NOTHING_KEPT = 'MalformedQueryException';

const refused = (error: unknown): boolean =>
  error instanceof Error && ['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation'].includes(error.name);

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

async function resultsOf(client: CloudWatchLogsClient, queryId: string | undefined): Promise<FoundLines> {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') return { lines: results.map(lineIn), isWhole: results.length < MOST_LINES };
    if (status !== 'Running' && status !== 'Scheduled')
      throw new VerbFailure(`CloudWatch ended the search of the logs: ${status}.`);
    await sleep(PAUSE_MS);
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
      return { lines: found.flatMap(({ lines }) => lines), isWhole: found.every(({ isWhole }) => isWhole) };
    } catch (error) {
      if (error instanceof Error && error.name === NOTHING_KEPT) return { lines: [], isWhole: false };
      if (!refused(error)) throw error;
      throw new VerbFailure(
        'AWS does not let you search the logs: it takes logs:DescribeLogGroups, logs:StartQuery and logs:GetQueryResults. Leave them out with --no-logs.',
        undefined,
        { cause: error },
      );
    }
  };
