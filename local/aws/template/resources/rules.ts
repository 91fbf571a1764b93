import * as z from 'zod/mini';
import type { Rule, RuleTarget, Schedule, TargetInput } from '../stack-model.ts';
import { type Resource, type TemplateReader, unsupported } from '../template-reader.ts';
import { findQueue } from './queues.ts';

const BusProperties = z.strictObject({ Name: z.string() });
const BUS_WITHOUT_EFFECT = {
  KmsKeyIdentifier: 'events lie on this disk as they are',
  Policy: 'permissions are not checked here',
};

/** EventBridge's defaults: 24 hours and 185 retries. */
const RetryPolicy = z.strictObject({
  MaximumRetryAttempts: z._default(z.number(), 185),
  MaximumEventAgeInSeconds: z._default(z.number(), 86_400),
});

const TargetProperties = z.strictObject({
  Arn: z.string(),
  Id: z.string(),
  Input: z.optional(z.string()),
  InputPath: z.optional(z.string()),
  InputTransformer: z.optional(
    z.strictObject({ InputPathsMap: z._default(z.record(z.string(), z.string()), {}), InputTemplate: z.string() }),
  ),
  // These two are for API destinations only: delivery to a queue or a function cannot fail here, and a function's
  // own failures have their own destination.
  DeadLetterConfig: z.optional(z.strictObject({ Arn: z.string() })),
  RetryPolicy: z._default(RetryPolicy, RetryPolicy.parse({})),
  // The runner checks no permissions.
  RoleArn: z.optional(z.unknown()),
});
type TargetProperties = z.infer<typeof TargetProperties>;

const RuleProperties = z.strictObject({
  Name: z.optional(z.string()),
  EventBusName: z._default(z.string(), 'default'),
  EventPattern: z.optional(z.unknown()),
  ScheduleExpression: z.optional(z.string()),
  State: z._default(z.enum(['ENABLED', 'DISABLED']), 'ENABLED'),
  Targets: z._default(z.array(TargetProperties), []),
});
const RULE_WITHOUT_EFFECT = {
  RoleArn: 'permissions are not checked here',
};

/** The stack's event buses by name; every account also has one named `default`. */
export function readBuses(reader: TemplateReader): string[] {
  const own = reader.ofType('AWS::Events::EventBus').map((resource) => {
    return reader.read(resource, BusProperties, BUS_WITHOUT_EFFECT).Name;
  });
  return ['default', ...own];
}

function inputOf({ Input, InputPath, InputTransformer }: TargetProperties): TargetInput | undefined {
  if (Input !== undefined) return { kind: 'constant', json: Input };
  if (InputPath !== undefined) return { kind: 'path', path: InputPath };
  if (!InputTransformer) return undefined;
  return { kind: 'transformer', paths: InputTransformer.InputPathsMap, template: InputTransformer.InputTemplate };
}

function readTarget(reader: TemplateReader, resource: Resource, target: TargetProperties): RuleTarget {
  const input = inputOf(target);
  return { to: readReceiver(reader, resource, target), ...(input && { input }) };
}

function readReceiver(reader: TemplateReader, resource: Resource, target: TargetProperties): RuleTarget['to'] {
  const found = reader.find(target.Arn, 'AWS::SQS::Queue', 'AWS::Lambda::Function', 'AWS::Events::ApiDestination');
  switch (found?.type) {
    case 'AWS::SQS::Queue':
      return { kind: 'queue', queue: found.logicalId };
    case 'AWS::Lambda::Function':
      return { kind: 'function', function: found.logicalId };
    case 'AWS::Events::ApiDestination': {
      const { DeadLetterConfig, RetryPolicy } = target;
      return {
        kind: 'destination',
        id: `${resource.logicalId}-${target.Id}`,
        destination: found.logicalId,
        maximumRetries: RetryPolicy.MaximumRetryAttempts,
        maximumAgeMs: RetryPolicy.MaximumEventAgeInSeconds * 1000,
        ...(DeadLetterConfig && { deadLetters: findQueue(reader, resource, DeadLetterConfig.Arn) }),
      };
    }
    default:
      throw unsupported(resource, `the target ${target.Id} (${target.Arn})`);
  }
}

/** The stack's enabled rules: event rules and scheduled rules. */
export function readRules(reader: TemplateReader): { rules: Rule[]; schedules: Schedule[] } {
  const rules: Rule[] = [];
  const schedules: Schedule[] = [];
  for (const resource of reader.ofType('AWS::Events::Rule')) {
    const properties = reader.read(resource, RuleProperties, RULE_WITHOUT_EFFECT);
    const { EventPattern: pattern, ScheduleExpression: expression, EventBusName } = properties;
    const targets = properties.Targets.map((target) => readTarget(reader, resource, target));
    const identity = { id: resource.logicalId, arn: resource.attributes['Arn'] ?? '', targets };
    if (properties.State === 'DISABLED') continue;
    if (pattern !== undefined) {
      const bus = reader.find(EventBusName, 'AWS::Events::EventBus')?.name ?? EventBusName;
      rules.push({ ...identity, bus, pattern });
    }
    if (expression !== undefined) {
      if (EventBusName !== 'default') throw unsupported(resource, 'a schedule on a bus other than the default one');
      schedules.push({ ...identity, expression });
    }
  }
  return { rules, schedules };
}
