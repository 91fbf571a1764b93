import { Invitation } from '../../functions/shared/domain/invitation/invitation.ts';

/** An invitation as the table keeps it, in English and without anything that happened to it, with parts replaced. */
export const aStoredInvitation = (more: object = {}): Invitation =>
  Invitation.parse({
    invitationId: '0198c0de-0000-7000-8000-000000000000',
    channelId: 'channel',
    createdAt: '2031-05-06T08:00:00.000Z',
    customerName: 'Alex',
    language: 'en',
    flowId: '1',
    requestHash: 'none',
    attempts: {},
    history: {},
    revision: 0,
    ...more,
  });
