import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Route } from '../constructs/http-api.ts';
import { canQuery, canReadSecrets, canStoreWithPlaces } from '../constructs/permissions.ts';
import { StandardAlarm } from '../constructs/standard-alarm.ts';
import type { StandardFunction } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

/** A phone waits for ten seconds. Below that the function answers by itself, and Lambda ends it in time. */
const EXCHANGE_TIMEOUT = Duration.seconds(9);
/** Many customers of a campaign fill in the form at once, each with some requests. */
const FORM_LIMIT = { rateLimit: 500, burstLimit: 1000 };
/** Meta warns when the slowest tenth takes a second: half of that leaves time to act. */
const SLOW = Duration.millis(500);
const WATCHED_FOR = Duration.minutes(30);
/** Fewer exchanges say nothing of the slowest tenth: one cold start would be it. */
const LEAST_EXCHANGES = 30;

/** The endpoint that WhatsApp asks while a customer fills in a live form, where the contract wants one. */
export function liveFormRoutes(context: StackContext): Route[] {
  if (context.contract.flow.kind !== 'live') return [];
  const { table } = context.store;
  const { root } = context.secrets;
  const exchange = context.addFunction('exchange-flow-data', {
    does: 'Answers WhatsApp while a customer fills in the live form (POST /flows/{secret}).',
    hurts: 'Customers who open the form see an error instead of free times, and book nothing.',
    timeout: EXCHANGE_TIMEOUT,
    environment: { TABLE_NAME: table.tableName, ROOT_SECRET_ARN: root.secretArn },
    may: [canReadSecrets(root), ...canStoreWithPlaces(table), canQuery(table, 'customer')],
  });
  alarmOnSlowForms(context, exchange);
  return [{ method: HttpMethod.POST, path: '/flows/{secret}', to: exchange, throttle: FORM_LIMIT }];
}

function alarmOnSlowForms({ scope, contract: { name } }: StackContext, { lambda }: StandardFunction): void {
  new StandardAlarm(scope, 'LiveFormSlow', {
    alarmName: `${name}-live-form-slow`,
    metric: new MathExpression({
      expression: `IF(count >= ${LEAST_EXCHANGES}, slow, 0)`,
      usingMetrics: {
        count: lambda.metricInvocations({ statistic: 'Sum', period: WATCHED_FOR }),
        slow: lambda.metricDuration({ statistic: 'p90', period: WATCHED_FOR }),
      },
      period: WATCHED_FOR,
    }),
    threshold: SLOW.toMilliseconds(),
    hurts: 'Customers wait in the form, and WhatsApp soon lets few or none of them open it.',
    remedy: `See in the log group /appointment-flow/${name}/exchange-flow-data what takes long, and whether the table throttles.`,
  });
}
