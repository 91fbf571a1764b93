import type { DynamoDBRecord } from 'aws-lambda';
import { createBookings } from './bookings.ts';
import { createFreeDates } from './free-dates.ts';
import { readPages } from './lists.ts';
import type { AnnouncedEvent, World } from './world.ts';

type Invited = Awaited<ReturnType<World['anInvitation']>>;

/** The form for the one person who gives a first visit. */
export const aVisit = (date: string, time = '10:00', more: object = {}) => ({
  service: 'First visit',
  date,
  time,
  name: 'Alex',
  ...more,
});

/** What customers ask for and staff decide on, in a world whose contract has manual approval. */
export function createApprovals(world: World) {
  const bookings = createBookings(world);
  const { complete } = bookings;
  const headersWith = (key?: string) => ({
    authorization: `Bearer ${world.keys.apiKey.current}`,
    ...(key !== undefined && { 'idempotency-key': key }),
  });
  const decide =
    (route: 'POST /bookings/{invitationId}/approve' | 'POST /bookings/{invitationId}/refuse') =>
    (id: unknown, body?: unknown, key?: string) =>
      world.call({ route, path: { invitationId: String(id) }, headers: headersWith(key), body });
  const seen = async (id: unknown) => (await world.invitation(id)).body;

  let settledUpTo: string | undefined;

  return {
    ...bookings,
    headers: headersWith(),
    approve: decide('POST /bookings/{invitationId}/approve'),
    refuse: decide('POST /bookings/{invitationId}/refuse'),
    seen,
    stateOf: async (id: unknown) => Object((await seen(id))['booking']).state as string | undefined,

    /** A day within 170 days that no other test of the file uses: the days around it are open. */
    aDate: createFreeDates(170, [2, 3, 4]),

    /** A customer who asked for a first visit two minutes ago, and waits. */
    async aRequest(date: string, time?: string, more?: object): Promise<Invited> {
      const invited = await world.anInvitation();
      await complete(invited, aVisit(date, time, more), 60);
      return invited;
    },

    /** Hands the stream's new records of one invitation to the function that keeps the worklist. */
    async settleMarks(id: unknown): Promise<void> {
      const { handler } = await import('../../functions/settle-bookings/handler.ts');
      const records: DynamoDBRecord[] = await world.engine.stream.read(settledUpTo, 10_000);
      settledUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? settledUpTo;
      const Records = records.filter(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S === `invitation#${id}`);
      await handler({ Records }, {} as never);
    },

    /** The ids of the invitations that need attention on a day of the business. */
    async attentionOn(day: string): Promise<unknown[]> {
      const pages = await readPages((cursor) => world.list('GET /worklist', { day, kind: 'attention', ...cursor }));
      return pages.flat().map(({ invitationId }) => invitationId);
    },

    /** Hands events to the function that tells customers. */
    tell: (...events: AnnouncedEvent[]) => world.deliverAnnounced('tell-customer', ...events),

    /** What a customer was sent after the invitation. */
    sentTo: ({ phone }: { phone: string }) =>
      world.provider
        .requestsTo(phone)
        .slice(1)
        .map(({ path, body }) => ({ by: path.split('/').at(-1), ...body, text: String(Object(body)['body']) })),
  };
}
