import type { APIGatewayProxyEventV2, DynamoDBRecord } from 'aws-lambda';
import { mintFlowToken } from '../../../functions/shared/domain/forms/flow-token.ts';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';
import { DUE_SHARDS } from '../../../functions/shared/store/table/keys.ts';
import { httpEvent } from '../../support/lambda-events.ts';
import {
  aForm,
  aMessageId,
  aPhone,
  completionBody,
  secondsAgo,
  statusesBody,
  textBody,
} from '../../support/webhooks.ts';
import type { BundleName } from '../bundles.ts';
import { calendarEvent, rootSecret, webhookEvent } from '../http-events.ts';
import { type createBusiness, type Preparation, UPCOMING } from './business.ts';
import { invitationIdOf, type Life, messageIdOf } from './life.ts';
import { invitationItem } from './life-items.ts';

/** An event or a page, measured so many times in a row. */
export type Subject = {
  what: string;
  name: BundleName;
  times: number;
  preparation?: Preparation;
  /** It shows what its cost follows, beside the subject of that name, and is measured with the largest table only. */
  doubles?: string;
  /** The event for one of the times, beside a table of so many items. */
  event(index: number, size: number): unknown;
};

const keys = deriveKeys(rootSecret);

type Call = { path?: Record<string, string>; query?: Record<string, string>; body?: unknown };

/** A call of the API with the right key. */
export const apiCall = (route: string, call: Call): APIGatewayProxyEventV2 =>
  httpEvent({ route, headers: { authorization: `Bearer ${keys.apiKey.current}` }, ...call }, Date.now());

/** What the stream tells of a booking that was written. */
function bookedRecord(life: Life): DynamoDBRecord {
  // Two packages describe the same wire format.
  const NewImage = invitationItem(life) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
  return { eventName: 'MODIFY', dynamodb: { SequenceNumber: '1', ...(NewImage && { NewImage }) } };
}

type Business = ReturnType<typeof createBusiness>;
type CursorOf = (size: number) => string;

function eventsOf({ waiting, upcoming, days }: Business): Subject[] {
  const invited = (index: number): Life => {
    const life = waiting[index % waiting.length];
    if (!life) throw new Error('Nobody waits in the business of the bench.');
    return life;
  };
  const form = { ...aForm, date: days.comingWeek.to };
  return [
    {
      what: 'a status',
      name: 'record-delivery-status',
      times: 10,
      event(index) {
        const life = invited(index);
        return webhookEvent(
          statusesBody('hooks', { id: messageIdOf(life, 'invitation'), phone: life.phone, status: 'read' }),
        );
      },
    },
    {
      what: 'a completion',
      name: 'record-flow-completion',
      times: 5,
      event(index) {
        const life = invited(index);
        const token = mintFlowToken(invitationIdOf(life), keys.signing);
        return webhookEvent(completionBody('raw', { phone: life.phone, token, fields: form, at: secondsAgo(0) }));
      },
    },
    {
      what: "a customer's message",
      name: 'record-inbound-message',
      times: 5,
      event: (index) => webhookEvent(textBody('raw', { phone: invited(index).phone, at: secondsAgo(index) })),
    },
    {
      what: 'an invitation',
      name: 'send-flow',
      times: 3,
      // A stranger, as whoever wrote yesterday may have a closed window by now.
      event: () => apiCall('POST /invitations', { body: { phone: aPhone() } }),
    },
    {
      what: 'a change of a booking',
      name: 'change-booking',
      times: 3,
      event: (index) =>
        apiCall('PATCH /bookings/{invitationId}', {
          path: { invitationId: invitationIdOf(upcoming(50 + index)) },
          body: { notes: `By phone, ${aMessageId()}` },
        }),
    },
    {
      what: 'the claim of a booking without services',
      name: 'settle-bookings',
      times: 5,
      event: (index) => ({ Records: [bookedRecord(upcoming(45 + index))] }),
    },
  ];
}

function pagesOf({ loyal, upcoming, days }: Business, deepCursor: CursorOf): Subject[] {
  const list = (route: string, query: Record<string, string>) => () => apiCall(route, { query });
  return [
    {
      what: 'one invitation in full',
      name: 'query-invitation',
      times: 5,
      event: () => apiCall('GET /invitations/{id}', { path: { id: invitationIdOf(upcoming(45)) } }),
    },
    {
      what: "a day's invitations",
      name: 'query-invitations',
      times: 2,
      event: list('GET /invitations', { day: days.yesterday }),
    },
    {
      what: 'a page near the end of the longest day',
      name: 'query-invitations',
      times: 2,
      event: (_, size) => list('GET /invitations', { day: days.busy, cursor: deepCursor(size) })(),
    },
    {
      what: "a customer's invitations",
      name: 'query-invitations',
      times: 2,
      event: list('GET /invitations', { phone: loyal[0]?.phone ?? '' }),
    },
    {
      what: 'the bookings of the coming week',
      name: 'query-bookings',
      times: 2,
      event: list('GET /bookings', { ...days.comingWeek, limit: '100' }),
    },
    {
      what: 'those of a quiet week in a full month',
      name: 'query-bookings',
      times: 3,
      event: list('GET /bookings', { ...days.quietWeek, limit: '100' }),
    },
    {
      what: 'the worklist: attention',
      name: 'query-worklist',
      times: 3,
      event: list('GET /worklist', { day: days.yesterday, kind: 'attention' }),
    },
    {
      what: 'the worklist: unmatched',
      name: 'query-worklist',
      times: 3,
      event: list('GET /worklist', { day: days.yesterday, kind: 'unmatched' }),
    },
  ];
}

/** What every size is measured with. `deepCursor` goes on near the end of the longest day's list, by the table's size. */
export function subjectsFor(business: Business, deepCursor: CursorOf): Subject[] {
  const feed = { what: 'the calendar feed', name: 'calendar-feed', times: 1, event: calendarEvent } as const;
  const reconcile = { name: 'reconcile', times: DUE_SHARDS, event: (shard: number) => ({ shards: [shard] }) } as const;
  const backlog = { ...reconcile, what: 'reconcile, 50 due in all shards', preparation: { due: 50 } };
  return [
    ...eventsOf(business),
    ...pagesOf(business, deepCursor),
    feed,
    { ...reconcile, what: 'reconcile, nothing due' },
    backlog,
    {
      ...feed,
      what: 'the calendar feed with twice the bookings in its months',
      preparation: { moreBookings: UPCOMING },
      doubles: feed.what,
    },
    { ...backlog, what: 'reconcile, 100 due in all shards', preparation: { due: 100 }, doubles: backlog.what },
  ];
}
