import { expect, it } from 'vitest';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { type Claim, claimIdFor } from '../../../functions/shared/domain/places/day.ts';
import { readClaims, storedClaims } from '../../../functions/shared/store/places/stored-claims.ts';
import { Claims } from '../../support/stored-claims.ts';

const invitationId = invitationIdFor('channel', undefined);
const taken = { invitationId, from: 1_796_720_000_000, to: 1_796_720_900_000, units: 1 };
const BOOKED = 'live-0190a1b2-1111-4222-8333-00000000000a';

const claims: Record<string, Claim> = {
  [claimIdFor(invitationId, BOOKED)]: { kind: 'booking', ...taken },
  [claimIdFor(invitationId, 'rebuilt')]: { kind: 'booking', ...taken, overridden: ['slot-taken'] },
  [claimIdFor(invitationId, 'wamid.A-b_c')]: { kind: 'hold', ...taken, units: 2, until: 1_796_720_600_000 },
  'of-another-release': { kind: 'booking', ...taken },
};

it('the claims of a day are read as they were written', () => {
  expect(readClaims(storedClaims(claims))).toEqual(claims);
  expect(Claims.parse(storedClaims(claims))).toMatchObject({ [`${invitationId}:rebuilt`]: { invitationId, units: 1 } });
});

it('claims that name all of it are read as well', () => {
  expect(readClaims(claims)).toEqual(claims);
});

it('a claim says nothing twice', () => {
  const [[id = '', claim] = []] = Object.entries(
    storedClaims({ [claimIdFor(invitationId, BOOKED)]: { kind: 'booking', ...taken } }),
  );
  expect(id).toHaveLength('~'.length + 22 + ':live-~'.length + 22);
  expect(claim).toEqual({ from: taken.from, to: taken.to });
});
