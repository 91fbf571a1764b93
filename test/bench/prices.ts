/**
 * List prices in US dollars, region us-east-1, beyond any free tier. AWS's own price pages load their tables by script, so
 * stored copies of them show no numbers: but for Secrets Manager's, of which no copy was found, each was compared in
 * November 2026 with what others published in 2024 to 2026 as copied from them, and none differed. Before a decision rests
 * on one, look at the page named beside it.
 */
export const PRICES = {
  /** HTTP APIs, the first 300 million requests a month, each of at most 512 KB: aws.amazon.com/api-gateway/pricing. */
  httpApiRequest: 1.0 / 1e6,
  /** aws.amazon.com/lambda/pricing. */
  lambdaRequest: 0.2 / 1e6,
  /** On arm64, the first 7.5 billion GB-seconds a month, each run rounded up to whole milliseconds: the same page. */
  lambdaGbSecond: 0.000_013_333_4,
  /** On demand, standard table class: aws.amazon.com/dynamodb/pricing/on-demand. Lambda reads a table's stream for nothing. */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** Custom events, each of at most 64 KB: aws.amazon.com/eventbridge/pricing. */
  busEvent: 1.0 / 1e6,
  /** Standard queues, each request of at most 64 KB: aws.amazon.com/sqs/pricing. */
  queueRequest: 0.4 / 1e6,
  /** Taken in, the first 10 TB a month, of Lambda and of API Gateway alike: aws.amazon.com/cloudwatch/pricing. */
  loggedGigabyte: 0.5,
  /** aws.amazon.com/secrets-manager/pricing. */
  secretRead: 0.05 / 1e4,
  secretMonth: 0.4,
} as const;
