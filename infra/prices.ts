/**
 * List prices in US dollars, region us-east-1, beyond any free tier, of the first tier where there are several. AWS's own price pages load their tables by script, so
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
  /** Standard table class, of a table and of its indexes: aws.amazon.com/dynamodb/pricing/on-demand. */
  storedGigabyteMonth: 0.25,
  /** Point-in-time recovery, by the size of the table without its indexes: the same page. */
  backedUpGigabyteMonth: 0.2,
  /** An event that an API destination sends: aws.amazon.com/eventbridge/pricing. */
  apiDestinationCall: 0.2 / 1e6,
  /** Of standard resolution, for each metric that it looks at: aws.amazon.com/cloudwatch/pricing. */
  alarmMetricMonth: 0.1,
  compositeAlarmMonth: 0.5,
  /** While it is written, hour by hour. */
  customMetricMonth: 0.3,
  dashboardMonth: 3,
  /** Kept, as it was taken in: CloudWatch compresses it, by how much it does not promise. */
  keptLogGigabyteMonth: 0.03,
  /** To e-mail addresses: aws.amazon.com/sns/pricing. */
  mail: 2 / 1e5,
  /** Out to the internet: aws.amazon.com/ec2/pricing/on-demand, "Data transfer". */
  sentGigabyte: 0.09,
} as const;

/**
 * What AWS gives every account each month, for ever and not for a year only: the same pages, and aws.amazon.com/free.
 * Accounts with other stacks share it.
 */
export const FREE = {
  lambdaRequest: 1e6,
  lambdaGbSecond: 400_000,
  storedGigabyteMonth: 25,
  queueRequest: 1e6,
  /** Taken in and kept. */
  loggedGigabyte: 5,
  alarmMetricMonth: 10,
  customMetricMonth: 10,
  mail: 1_000,
  sentGigabyte: 100,
} as const satisfies Partial<Record<keyof typeof PRICES, number>>;

/** A dashboard with at most so many metrics is free, three of them. */
export const FREE_DASHBOARDS = { count: 3, metrics: 50 };
