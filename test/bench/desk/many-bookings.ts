import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { DAY_MS, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { agendaAttributes, invitationKey, worklistAttributes } from '../../../functions/shared/store/table/keys.ts';
import type { LocalStack } from '../../../local/start-local-stack.ts';
import { aClinicContract } from '../../support/clinic.ts';

/** So many people give one service of half an hour, every day from 8 to 20 by UTC, all of whose hours are taken. */
const PEOPLE = 8;
const HOURS = { from: 8, to: 20 };
const MINUTES = 30;
const MINUTE_MS = 60_000;

/** Appointments that begin on one day. */
export const A_DAY = PEOPLE * (HOURS.to - HOURS.from) * (60 / MINUTES);

const people = Array.from({ length: PEOPLE }, (_, index) => ({
  id: `person-${index + 1}`,
  name: `Person ${index + 1}`,
}));
const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A busy clinic. */
export const busyClinic = () =>
  aClinicContract({
    timeZone: 'UTC',
    openingHours: Object.fromEntries(everyDay.map((day) => [day, [{ from: '08:00', to: '20:00' }]])),
    services: [
      {
        id: 'consultation',
        title: { en: 'Consultation', es: 'Consulta' },
        minutes: MINUTES,
        needs: [people.map(({ id }) => id)],
      },
    ],
    resources: people,
  });

/** The booking of one place: places go through the people, then the hours of a day, then the days. */
function bookingAt(place: number, midnight: number): NonNullable<Invitation['booking']> & { startsAt: string } {
  const person = people[place % PEOPLE] ?? { id: '', name: '' };
  const ofDay = Math.floor((place % A_DAY) / PEOPLE);
  const day = Math.floor(place / A_DAY);
  // Days to come and days that are gone, in turn, so that today is in the middle.
  const startsAt =
    midnight +
    (day % 2 === 0 ? day / 2 : -(day + 1) / 2) * DAY_MS +
    HOURS.from * 60 * MINUTE_MS +
    ofDay * MINUTES * MINUTE_MS;
  return {
    startsAt: instantAt(startsAt),
    endsAt: instantAt(startsAt + MINUTES * MINUTE_MS),
    timeZone: 'UTC',
    service: 'consultation',
    serviceTitle: 'Consultation',
    customerName: `Customer ${place}`,
    notes: 'Was here before, and would like to see the same person again, if that is possible.',
    resource: ResourceId.parse(person.id),
    resourceName: person.name,
    resources: [ResourceId.parse(person.id)],
    resourceNames: [person.name],
    attention: [],
    state: 'booked',
  };
}

function itemOf(place: number, midnight: number, { id: channelId }: { id: string }) {
  const invitationId = InvitationId.parse(v7());
  const booking = bookingAt(place, midnight);
  const createdAt = instantAt(midnight - 30 * DAY_MS);
  const invitation: Invitation = {
    invitationId,
    channelId,
    createdAt,
    origin: 'desk',
    customerName: booking.customerName ?? '',
    language: 'en',
    flowId: '1',
    requestHash: 'none',
    attempts: {},
    history: { booked: { kind: 'booking', at: createdAt, actor: { kind: 'owner' }, booking } },
    revision: 1,
    booking,
  };
  return {
    ...invitationKey(invitationId),
    type: 'invitation',
    ...invitation,
    ...agendaAttributes(channelId, instantAt(Date.parse(booking.startsAt))),
    ...worklistAttributes(channelId, 'invitation', createdAt),
  };
}

/** What one request may write. */
const BATCH = 25;

/** Writes the bookings from one place to another into a stack's table, as a booking by hand is stored; today is full first. */
export async function storeBookings({ endpoints }: LocalStack, first: number, last: number): Promise<void> {
  const { endpoint, name } = endpoints.inspection.table;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  for (let place = first; place < last; place += BATCH) {
    const places = Array.from({ length: Math.min(BATCH, last - place) }, (_, index) => place + index);
    const puts = places.map((one) => ({ PutRequest: { Item: itemOf(one, midnight, busyClinic().channel) } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: puts } }));
  }
  client.destroy();
}
