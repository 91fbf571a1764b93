import { describe, expect, it } from 'vitest';
import {
  addFigures,
  addGrouped,
  noFigures,
  noGroupedFigures,
} from '../../../functions/shared/domain/figures/figures.ts';
import { figuresOf } from '../../../functions/shared/domain/figures/figures-of.ts';
import { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { aClinicContract } from '../../support/clinic.ts';

const terms = aClinicContract();

const anInvitation = (more: object): Invitation =>
  Invitation.parse({
    invitationId: InvitationId.parse('0198c0de-0000-7000-8000-000000000000'),
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

describe('figures', () => {
  it('of the groups of each dimension add up to the whole', () => {
    const invitations = [
      anInvitation({ source: 'api' }),
      anInvitation({ source: 'bus', language: 'es' }),
      anInvitation({ source: 'desk', language: 'fr' }),
      anInvitation({ origin: 'desk' }),
      anInvitation({ heldFor: { service: 'treatment' }, openedAt: '2031-05-06T09:00:00.000Z' }),
    ];
    const sum = invitations
      .map((invitation) => figuresOf(invitation, [], terms))
      .reduce(addGrouped, noGroupedFigures(false));
    for (const groups of [sum.services, sum.resources, sum.languages, sum.sources]) {
      expect(groups.map(({ figures }) => figures).reduce(addFigures, noFigures(false))).toEqual(sum.total);
    }
    expect(sum.total).toMatchObject({ invited: 4, read: 1 });
  });

  it('tell where invitations of earlier releases were asked for as far as that was kept', () => {
    const sourceOf = (more: object) => figuresOf(anInvitation(more), [], terms).sources[0]?.value;
    expect(sourceOf({ intentMessageId: 'wamid.1' })).toBe('chat');
    expect(sourceOf({ origin: 'desk' })).toBe('desk');
    expect(sourceOf({})).toBeUndefined();
  });

  it('leave out how many opened the form if that is not known of all of the invited', () => {
    const known = { ...noFigures(true), invited: 2, opened: 1 };
    const unknown = { ...noFigures(false), invited: 3 };
    expect(addFigures(known, unknown)).not.toHaveProperty('opened');
    expect(addFigures(known, noFigures(false))).toMatchObject({ opened: 1 });
  });
});
