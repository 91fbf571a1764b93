import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import type { Instant } from '../../functions/shared/domain/time/instant.ts';
import type { TimeSpan } from '../../functions/shared/domain/time/time-span.ts';
import type { Table } from '../../functions/shared/store/table/table.ts';
import type { FoundLine } from '../trace/log-story.ts';

/** The lines of a search in the functions' logs. `isWhole` is false if there are more than were read. */
export type FoundLines = { lines: FoundLine[]; isWhole: boolean };

/**
 * Finds the lines of all functions that name an invitation, within a span of time. `onProgress` gets a sentence's begin
 * for the user. Throws AWS's errors, and VerbFailure if the logs cannot be searched.
 */
export type FindLines = (
  invitationId: InvitationId,
  span: TimeSpan,
  onProgress: (words: string) => void,
) => Promise<FoundLines>;

/** Where the story of an invitation is read from, and the time by the stack's own clock. Nothing of it is written. */
export type TraceSource = { table: Table; findLines: FindLines; now(): Promise<Instant> };

/** A stack's table, for reading it. */
export const tableToRead = (
  config: DynamoDBClientConfig,
  { name, channelId }: { name: string; channelId: string },
): Table => ({ name, channelId, client: DynamoDBDocumentClient.from(new DynamoDBClient(config)) });
