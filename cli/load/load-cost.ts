import { PRICES } from '../../infra/prices.ts';

/**
 * What AWS takes for one request of the load at most, in US dollars, with what follows it behind the stream and without what AWS
 * gives for nothing. The units are more than any of them takes (docs/cost.md): a list as long as one answer may be is the dearest.
 */
const DOLLARS_A_REQUEST =
  PRICES.httpApiRequest +
  3 * PRICES.lambdaRequest +
  0.1 * PRICES.lambdaGbSecond +
  5 * PRICES.writeUnit +
  50 * PRICES.readUnit +
  3e-6 * PRICES.loggedGigabyte +
  1e-4 * PRICES.sentGigabyte;

/** What so many requests cost at most, as an amount of US dollars, rounded up to cents. */
export const costOf = (requests: number): string =>
  `$${(Math.ceil(requests * DOLLARS_A_REQUEST * 100) / 100).toFixed(2)}`;
