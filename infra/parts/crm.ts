import { Duration, Fn, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  ApiDestination,
  Authorization,
  Connection,
  EventField,
  HttpMethod,
  type IApiDestination,
  Rule,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { ApiDestination as ApiDestinationTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  APPOINTMENT_EVENTS,
  EVENT_SOURCE,
  REDRIVE_SOURCE,
} from '../../functions/shared/domain/events/event-details.ts';
import { warnWhereApiDestinationsLack } from '../api-destination-regions.ts';
import { LineCount } from '../constructs/line-count.ts';
import { ownService } from '../constructs/own-service.ts';
import { canInvoke } from '../constructs/permissions.ts';
import { DeadLetterQueue } from '../constructs/queues.ts';
import { StandardAlarm } from '../constructs/standard-alarm.ts';
import { functionsIn } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

/** EventBridge's own limits, and the most it does: said here so that they are seen. */
const TRIED_FOR = Duration.hours(24);
const RETRIES = 185;

export type HandOff = {
  connection: Connection;
  /** Where bookings wait that the CRM did not take. */
  refused: Queue;
};

/**
 * Bus → the CRM: one POST for each booking, change and cancellation, tried for a day. What was sent again by hand has a
 * source of its own, which no other rule takes: nobody else hears of it twice.
 *
 * The connection copies the key when CloudFormation makes it. So the key has to be stored before the first deploy with
 * a CRM in the contract, and a later one is put into the connection by the command that stores it.
 */
export function handOffBookings(context: StackContext): HandOff | undefined {
  const { crm, name } = context.contract;
  if (!crm) return undefined;
  warnWhereApiDestinationsLack(context.scope);
  const connection = new Connection(context.scope, 'CrmConnection', {
    description: `The key by which the CRM knows ${name}.`,
    authorization: Authorization.apiKey(crm.header, context.secrets.given.secretValueFromJson('crmKey')),
  });
  const destination = new ApiDestination(context.scope, 'Crm', {
    description: `The CRM that ${name} hands its bookings to.`,
    connection,
    endpoint: crm.url,
    httpMethod: HttpMethod.POST,
    rateLimitPerSecond: crm.perSecond,
  });
  const { queue: refused } = new DeadLetterQueue(context.scope, 'BookingsNotHandedOff', {
    alarmName: `${name}-bookings-not-handed-off`,
    hurts: 'The CRM lacks bookings, changes or cancellations, and whoever works with it sees an old state.',
    redrive: 'npm run channel -- redrive',
    isOnlySign: true,
  });
  const caller = new Role(context.scope, 'CrmCaller', {
    description: `What the rule may do that hands ${name}'s bookings to the CRM.`,
    // The rule's own ARN cannot stand here, as the rule names the role. This bus has no rules but the business's own.
    assumedBy: ownService(context.scope, 'events.amazonaws.com', anyRuleOn(context)),
    inlinePolicies: { exact: new PolicyDocument({ statements: [canInvoke(destination)] }) },
  });
  const rule = new Rule(context.scope, 'BookingsToHandOff', {
    eventBus: context.bus,
    description: 'Hands every booking, change and cancellation to the CRM.',
    eventPattern: {
      source: [EVENT_SOURCE, REDRIVE_SOURCE],
      detailType: [...APPOINTMENT_EVENTS],
    },
    targets: [
      // The CDK's class leaves undefined what its interface leaves out: the same to all but the strictest compiler.
      new ApiDestinationTarget(destination as IApiDestination, {
        event: RuleTargetInput.fromObject({ type: EventField.detailType, detail: EventField.fromPath('$.detail') }),
        // Else the target gives the role a second policy that says the same.
        eventRole: caller.withoutPolicyUpdates(),
        maxEventAge: TRIED_FOR,
        retryAttempts: RETRIES,
        deadLetterQueue: refused,
      }),
    ],
  });
  alarmOnSilence(context, rule);
  return { connection, refused };
}

const SILENT_LOOK = Duration.minutes(5);
/** A booking may be announced at the end of one period and reach the rule in the next: one such period proves nothing. */
const SILENT = { reached: 2, periods: 36 };

/** Goes off when bookings were announced and the rule took none: it is switched off, or its pattern was changed. */
function alarmOnSilence({ scope, contract, bus }: StackContext, { ruleArn }: Rule): void {
  const announced = new LineCount(scope, 'AnnouncedBookings', `${contract.name}-bookings-announced`);
  for (const { name, logGroup } of functionsIn(scope)) {
    if (name === 'publish-events') announced.add(name, logGroup, BOOKINGS_COUNTED);
  }
  const taken = new Metric({
    namespace: 'AWS/Events',
    metricName: 'MatchedEvents',
    // The reference to a rule on another bus than the default one is no name: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
    dimensionsMap: { EventBusName: bus.eventBusName, RuleName: Fn.select(2, Fn.split('/', ruleArn)) },
    statistic: 'Sum',
    period: SILENT_LOOK,
  });
  new StandardAlarm(scope, 'CrmSilent', {
    alarmName: `${contract.name}-crm-silent`,
    metric: new MathExpression({
      expression: 'IF(announced > 0 AND FILL(taken, 0) == 0, 1, 0)',
      usingMetrics: { announced: announced.sum(SILENT_LOOK), taken },
      period: SILENT_LOOK,
    }),
    within: SILENT,
    threshold: 1,
    hurts: 'The CRM hears of no bookings, and whoever works with it sees an old state.',
    remedy: `See whether the rule that hands bookings to the CRM is switched off, and deploy again.`,
  });
}

/** The line of publish-events that counts what it announced of bookings. */
const BOOKINGS_COUNTED = FilterPattern.any(
  ...['AppointmentBooked', 'AppointmentChanged', 'AppointmentCancelled'].map((name) =>
    FilterPattern.numberValue(`$.${name}`, '>', 0),
  ),
);

const anyRuleOn = ({ scope, bus }: StackContext): string =>
  Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: `${bus.eventBusName}/*` });
