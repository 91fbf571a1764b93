/**
 * What the provider's error codes mean, after docs/provider.md, section 3, and apart from the product's own table: a
 * product that takes a code for another must not pass because both read the same table.
 */
export const MEANINGS: Readonly<Record<number, string>> = {
  131000: 'temporary',
  131016: 'temporary',
  131057: 'temporary',
  131026: 'not-on-whatsapp',
  130472: 'experiment',
  131042: 'account-blocked',
  131047: 'window-closed',
  131048: 'account-blocked',
  131049: 'held-back',
  131050: 'opted-out',
  131056: 'too-many-to-person',
  130429: 'rate-limited',
  132015: 'misconfigured',
  132068: 'flow-blocked',
  132069: 'flow-throttled',
};

export const OPTED_OUT = 131_050;
