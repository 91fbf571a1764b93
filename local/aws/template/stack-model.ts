import type { TableDefinition } from '../dynamodb/table-engine.ts';

/** Where the stack pretends to be deployed: the SDK needs a region, and ARNs need an account. */
export type Surroundings = { region: string; accountId: string; stackName: string };

/** Where something that finally failed is kept: an SQS queue or a folder standing for an S3 bucket. */
export type Destination = { kind: 'queue'; queue: string } | { kind: 'bucket'; bucket: string };

/** What becomes of an event a function is given without anybody waiting for the answer. */
export type AsyncInvocation = {
  maximumRetries: number;
  maximumAgeSeconds: number;
  onFailure?: Destination;
};

/** A Lambda function. Others in the model name it by `id`, its logical id. */
export type LambdaFunction = {
  id: string;
  name: string;
  arn: string;
  /** What people call it: the last part of its log group's name, else its name. */
  label: string;
  logGroup: string;
  assetDirectory: string;
  /** The file in the asset directory (without extension) and the export in it. */
  handler: { module: string; export: string };
  timeoutMs: number;
  memoryMb: number;
  environment: Readonly<Record<string, string>>;
  reservedConcurrency?: number;
  async: AsyncInvocation;
};

export type Throttle = { ratePerSecond: number; burst: number };

export type Route = { key: string; function: string; timeoutMs: number; throttle?: Throttle };

export type HttpApi = { id: string; routes: Route[] };

export type Queue = {
  id: string;
  name: string;
  arn: string;
  url: string;
  visibilityTimeoutMs: number;
  delayMs: number;
  retentionMs: number;
  maximumMessageBytes: number;
  redrive?: { queue: string; maximumReceives: number };
};

/** The value under one name in a secret that holds a JSON object. */
export type SecretField = { secret: string; field: string };

/** An HTTP endpoint that events are posted to. It knows the stack by a key in a header. */
export type ApiDestination = {
  id: string;
  url: string;
  perSecond: number;
  authorization: { header: string; key: SecretField };
};

/** An API destination as the target of a rule: how long it is tried, and where what it never took is kept. */
export type DestinationTarget = {
  kind: 'destination';
  /** Names this target among those of all rules. */
  id: string;
  destination: string;
  maximumRetries: number;
  maximumAgeMs: number;
  deadLetters?: string;
};

/** A topic that writes to people: everything published there is sent to each address. */
export type Topic = { id: string; name: string; arn: string; sender: string; emails: string[] };

/** A target of a rule; `input` says what it is given instead of the whole event. */
export type RuleTarget = {
  to: { kind: 'queue'; queue: string } | { kind: 'function'; function: string } | DestinationTarget;
  input?: TargetInput;
};
export type TargetInput =
  | { kind: 'constant'; json: string }
  | { kind: 'path'; path: string }
  | { kind: 'transformer'; paths: Readonly<Record<string, string>>; template: string };

export type Rule = { id: string; arn: string; bus: string; pattern: unknown; targets: RuleTarget[] };

export type Schedule = { id: string; arn: string; expression: string; targets: RuleTarget[] };

export type StreamMapping = {
  id: string;
  function: string;
  streamArn: string;
  batchSize: number;
  /** Patterns of which a record must match one; none at all lets every record through. */
  filters: unknown[];
  /** Infinity: until the record is too old. */
  maximumRetries: number;
  maximumAgeMs: number;
  bisect: boolean;
  reportsItemFailures: boolean;
  onFailure?: Destination;
};

export type QueueMapping = {
  id: string;
  function: string;
  queue: string;
  batchSize: number;
  windowMs: number;
  maximumConcurrency?: number;
  reportsItemFailures: boolean;
};

export type GeneratedSecret = {
  length: number;
  excludeCharacters: string;
  excludeLowercase: boolean;
  excludeUppercase: boolean;
  excludeNumbers: boolean;
  excludePunctuation: boolean;
  includeSpace: boolean;
  requireEachType: boolean;
  /** The JSON object the generated text is put into, under `key`. */
  into?: { template: string; key: string };
};

export type Secret = {
  id: string;
  name: string;
  arn: string;
  value: { kind: 'given'; text: string } | { kind: 'generated'; rules: GeneratedSecret };
};

/** Everything of one synthesized stack that does something on this machine. */
export type StackModel = {
  surroundings: Surroundings;
  functions: LambdaFunction[];
  api?: HttpApi;
  table?: TableDefinition;
  queues: Queue[];
  apiDestinations: ApiDestination[];
  /** The names of the event buses. */
  buses: string[];
  rules: Rule[];
  schedules: Schedule[];
  streamMappings: StreamMapping[];
  queueMappings: QueueMapping[];
  secrets: Secret[];
  topics: Topic[];
};
