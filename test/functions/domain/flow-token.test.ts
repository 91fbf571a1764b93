import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mintFlowToken, verifyFlowToken } from '../../../functions/shared/domain/forms/flow-token.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { deriveKeys } from '../../../functions/shared/secrets/derived-keys.ts';

const root = 'r'.repeat(64);
const signing = (generation?: number) =>
  deriveKeys({ root, generations: generation ? { signing: generation } : {} }).signing;
const id = invitationIdFor('channel', { kind: 'event', value: 'e1' });
const token = mintFlowToken(id, signing());

describe('a flow token', () => {
  it('leads back to the invitation it was minted for', () => {
    expect(verifyFlowToken(token, signing())).toBe(id);
  });

  it('is still good after one rotation of the signing key, and no longer after two', () => {
    expect(verifyFlowToken(token, signing(2))).toBe(id);
    expect(verifyFlowToken(token, signing(3))).toBeUndefined();
  });

  it('is good at once where its rotation is not known yet, and no token of the rotation after that', () => {
    expect(verifyFlowToken(mintFlowToken(id, signing(2)), signing())).toBe(id);
    expect(verifyFlowToken(mintFlowToken(id, signing(3)), signing())).toBeUndefined();
  });

  it('is worth nothing when anything in it was changed, cut or added', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('a', 'B', '-', '.', '0', ''), (at, put) => {
        const forged = token.slice(0, at) + put + token.slice(at + 1);
        fc.pre(forged !== token);
        expect(verifyFlowToken(forged, signing())).toBeUndefined();
      }),
    );
    expect(verifyFlowToken(`${token}A`, signing())).toBeUndefined();
  });

  it('is worth nothing when another stack minted it', () => {
    const foreign = deriveKeys({ root: 'x'.repeat(64), generations: {} }).signing;
    expect(verifyFlowToken(mintFlowToken(id, foreign), signing())).toBeUndefined();
  });

  it.each(['', '.', 'unused', '\u0000', '9'.repeat(100_000)])('is not found in %j', (text) => {
    expect(verifyFlowToken(text, signing())).toBeUndefined();
  });
});
