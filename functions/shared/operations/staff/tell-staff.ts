import { waitingPlace } from '../../domain/booking/waiting-place.ts';
import { readStaffEvent, type StaffEvent } from '../../domain/events/staff-event.ts';
import { staffMembers } from '../../domain/staff/staff-member.ts';
import { staffNews } from '../../domain/staff/staff-news.ts';
import { findQuestion } from '../../store/customer/answered-questions.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { messageMember, type StaffContext, type StaffMessageResult, type Told } from './message-member.ts';

/** The news of an event and what it is about; `undefined` if there is none, or its customer was erased meanwhile. */
async function toldBy({ table }: StaffContext, event: StaffEvent): Promise<Told | undefined> {
  const news = staffNews(event);
  if (!news) return undefined;
  const { eventId } = event.detail;
  if (event.type === 'Customer Question Received') {
    const { chatId, wish, occurredAt } = event.detail;
    const found = await findQuestion(table, { chatId, wish, at: occurredAt });
    const customerName = found?.question.displayName;
    return found && { eventId, about: { questionId: found.questionId }, news: { ...news, customerName } };
  }
  const { invitationId, booking } = event.detail;
  const waiting = waitingPlace(booking);
  const about = { invitationId, ...(waiting && { waiting }) };
  return (await readInvitation(table, invitationId)) && { eventId, about, news };
}

/**
 * Tells every member of staff with a phone of one event, each at most once. `body` is what the queue delivered; throws if
 * it is no event for staff. Returns what became of each message.
 */
export async function tellStaff(
  context: StaffContext,
  body: string,
  remainingMs: () => number,
): Promise<StaffMessageResult[]> {
  const told = await toldBy(context, readStaffEvent(body));
  if (!told) return [];
  return Promise.all(staffMembers(context.contract).map((member) => messageMember(context, member, told, remainingMs)));
}
