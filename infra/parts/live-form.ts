import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { WARM_PING } from '../../functions/shared/domain/live-form/warm-ping.ts';
import type { Route, StackApi } from '../constructs/http-api.ts';
import { LiveFormHealth } from '../constructs/live-form-health.ts';
import { canQuery, canReadSecrets, canStoreWithPlaces } from '../constructs/permissions.ts';
import { Schedule } from '../constructs/schedule.ts';
import { functionsIn } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

const FUNCTION = 'exchange-flow-data';
const PATH = '/flows/{secret}';
/** A phone waits for ten seconds. Below that the function answers by itself, and Lambda ends it in time. */
const EXCHANGE_TIMEOUT = Duration.seconds(9);
/** Many customers of a campaign fill in the form at once, each with some requests. */
const FORM_LIMIT = { rateLimit: 500, burstLimit: 1000 };
/** Lambda keeps an idle instance for longer, and the function reads its keys again after as long. */
const PING_EVERY = Duration.minutes(5);

/** The endpoint that WhatsApp asks while a customer fills in a live form, where the contract wants one. */
export function liveFormRoutes(context: StackContext): Route[] {
  if (context.contract.flow.kind !== 'live') return [];
  const { table } = context.store;
  const { root } = context.secrets;
  const exchange = context.addFunction(FUNCTION, {
    does: `Answers WhatsApp while a customer fills in the live form (POST ${PATH}).`,
    hurts: 'Customers who open the form see an error instead of free times, and book nothing.',
    timeout: EXCHANGE_TIMEOUT,
    environment: { TABLE_NAME: table.tableName, ROOT_SECRET_ARN: root.secretArn },
    may: [canReadSecrets(root), ...canStoreWithPlaces(table), canQuery(table, 'customer', 'worklist')],
  });
  return [{ method: HttpMethod.POST, path: PATH, to: exchange, throttle: FORM_LIMIT }];
}

/** Every five minutes → the endpoint's function: one instance stays warm, and a missing key is seen before customers see it. */
export function watchLiveForm({ scope, contract: { name } }: StackContext, { accessLog }: StackApi): void {
  const exchange = functionsIn(scope).find(({ node }) => node.id === FUNCTION);
  if (!exchange) return;
  new Schedule(scope, 'EveryFiveMinutes', {
    every: PING_EVERY,
    invokes: exchange,
    events: [WARM_PING],
    description: 'Pings the endpoint of the live form.',
    alarmName: `${name}-live-form-not-pinged`,
    hurts:
      'Customers may wait longer or see an error in the form, as its function could not be started or ended in an error.',
  });
  new LiveFormHealth(scope, 'LiveForm', { contractName: name, exchange, accessLog, routeKey: `POST ${PATH}` });
}
