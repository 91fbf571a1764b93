/**
 * List prices in US dollars, region us-east-1, beyond any free tier, as published in November 2026 by AWS on
 * aws.amazon.com/<service>/pricing.
 */
export const PRICES = {
  /** HTTP APIs, the first 300 million requests a month: api-gateway. */
  httpApiRequest: 1.0 / 1e6,
  /** lambda. */
  lambdaRequest: 0.2 / 1e6,
  /** On arm64, the first 7.5 billion GB-seconds a month: lambda. */
  lambdaGbSecond: 0.000_013_333_4,
  /** On demand, standard table class: dynamodb/on-demand. Lambda reads a stream for nothing. */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** Custom events: eventbridge. */
  busEvent: 1.0 / 1e6,
  /** Ingested, the first tier: cloudwatch, logs. */
  loggedGigabyte: 0.5,
  /** secrets-manager. */
  secretRead: 0.05 / 1e4,
  secretMonth: 0.4,
} as const;
