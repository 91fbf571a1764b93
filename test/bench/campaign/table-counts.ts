import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

/** What the table has of a campaign: invitations and their messages, by what is known of them, and what is late. */
export type Counts = {
  invitations: number;
  booked: number;
  /** Those whose time was claimed behind the stream. */
  claimed: number;
  sent: number;
  delivered: number;
  read: number;
  /** Items that have been due for more than two minutes: reconcile runs every minute. */
  late: number;
};

const LATE_MS = 2 * 60_000;
const ATTRIBUTES = ['type', 'booking', 'place', 'sentAt', 'deliveredAt', 'readAt', 'dueAt', 'invitationId'];

/** Counts what is in a table by reading all of it. */
export async function countItems({ endpoint, name }: { endpoint: string; name: string }): Promise<Counts> {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });
  const late = new Date(Date.now() - LATE_MS).toISOString();
  const counts: Counts = { invitations: 0, booked: 0, claimed: 0, sent: 0, delivered: 0, read: 0, late: 0 };
  const names = Object.fromEntries(ATTRIBUTES.map((attribute) => [`#${attribute}`, attribute]));
  const scan = {
    TableName: name,
    ProjectionExpression: Object.keys(names).join(', '),
    ExpressionAttributeNames: names,
  };
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    for (const { type, booking, place, sentAt, deliveredAt, readAt, dueAt, invitationId } of Items) {
      if (dueAt?.S !== undefined && dueAt.S < late) counts.late += 1;
      if (type?.S === 'invitation') {
        counts.invitations += 1;
        counts.booked += Number(booking?.M?.['state']?.S === 'booked');
        counts.claimed += Number(place !== undefined);
      } else if (type?.S === 'message' && invitationId) {
        counts.sent += Number(sentAt !== undefined);
        counts.delivered += Number(deliveredAt !== undefined);
        counts.read += Number(readAt !== undefined);
      }
    }
  }
  client.destroy();
  return counts;
}
