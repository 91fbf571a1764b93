import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
  type ThrottleSettings,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { FilterPattern, type JsonPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { OwnDomain } from '../../functions/shared/contract/own-domain.ts';
import { METRIC_NAMESPACE } from '../../functions/shared/domain/metrics.ts';
import { ApiDomain } from './api-domain.ts';
import { StackLogGroup } from './log-group.ts';
import { isWatchedInFull } from './monitoring.ts';
import { DetailedAlarm, type StandardAlarmProps } from './standard-alarm.ts';
import type { StandardFunction } from './standard-function.ts';

/** The longest an HTTP API waits for a function. Each function's own time-out is far below. */
const INTEGRATION_TIMEOUT = Duration.seconds(29);

/**
 * One line for each request, each byte of which is paid for with every webhook: what was asked, how it went, how long it
 * took (ms), and the id that leads to the function's own lines; when it was is the line's own time. `integrationStatus` is
 * Lambda's answer, not the function's: 200 if the function ran, whatever became of it, 429 if there was no room for it. The
 * route key stands in for the path, which can hold a secret, and nothing says who called: a webhook's caller is the
 * provider, and another caller's address is personal data.
 */
export const ACCESS_LOG_LINE = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  integrationStatus: '$context.integrationStatus',
  responseLatency: '$context.responseLatency',
};

export type Route = {
  method: HttpMethod;
  path: string;
  to: StandardFunction;
  /** Its own limits instead of the API's. */
  throttle?: ThrottleSettings;
};

export type StackApiProps = {
  contractName: string;
  /** The business's own domain, if it has one. */
  domain?: OwnDomain | undefined;
  routes: Route[];
  /** For every route that has no limits of its own, shared by all callers. */
  throttle: ThrottleSettings;
  /** One sentence: who is hurt when the API answers 5xx. */
  hurts: string;
  /** One sentence: who is hurt when webhooks are answered 429. */
  throttlingHurts: string;
  /** One sentence: who is hurt when webhooks are answered 413. */
  oversizedHurts: string;
};

/** An HTTP API whose routes are functions, with limits and an access log on its only stage. */
export class StackApi extends Construct {
  readonly api: HttpApi;
  /** The address that others are told, without a slash at the end. */
  readonly url: string;
  /** Only where the business has its own domain. */
  readonly domain?: ApiDomain;
  /** One line of the form `ACCESS_LOG_LINE` for each request. */
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, props: StackApiProps) {
    super(scope, id);
    const { contractName, domain, routes, throttle, hurts, throttlingHurts, oversizedHurts } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: contractName,
      description: `Appointment Flow, ${contractName}: invitations in, the provider's webhooks in.`,
      createDefaultStage: false,
    });
    const added = routes.flatMap((route) => this.addRoute(route));

    // Under this prefix a log group needs no entry in the account's one policy for log deliveries, which is small.
    this.accessLog = new StackLogGroup(this, 'AccessLog', `/aws/vendedlogs/appointment-flow/${contractName}/api`);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_LINE)),
      },
    });
    setRouteThrottles(stage, routes, added);
    if (domain) this.domain = new ApiDomain(this, 'Domain', domain, this.api, stage);
    this.url = domain ? `https://${domain.name}` : this.api.apiEndpoint;

    const where = `in the log group ${this.accessLog.logGroupName}`;
    // The API's own count of 5xx takes in every 502, by which the provider's refusal of an invitation is passed on.
    this.alarmOn({
      ids: ['ServerErrorCount', 'ServerErrors'],
      alarmName: `${contractName}-api-server-errors`,
      patterns: SERVER_ERROR,
      hurts,
      remedy: `Find the requests with status 5xx other than 502 ${where}, then the same request ids in the functions' logs.`,
    });
    this.alarmOn({
      ids: ['ThrottledWebhookCount', 'ThrottledWebhooks'],
      alarmName: `${contractName}-webhooks-throttled`,
      patterns: webhooksAnswered('429'),
      hurts: throttlingHurts,
      remedy: `See ${where} which webhook routes answered 429 and how often, and raise WEBHOOK_LIMIT in infra/parts/api-routes.ts.`,
    });
    // Between Lambda's 6 MB and the gateway's own 10 MB as well as above: no function learns of such a body.
    this.alarmOn({
      ids: ['OversizedWebhookCount', 'OversizedWebhooks'],
      alarmName: `${contractName}-webhooks-too-large`,
      patterns: webhooksAnswered('413'),
      hurts: oversizedHurts,
      remedy: `See ${where} which webhook routes answered 413 and when, and read the chats of that time at the provider: what was in those bodies is in no store of this stack.`,
    });
  }

  /**
   * Goes off at the first request in the access log that fits all patterns. The metric has the alarm's name, and is there
   * with its alarm only.
   */
  private alarmOn({
    ids: [count, alarm],
    patterns,
    ...props
  }: { ids: [count: string, alarm: string]; patterns: JsonPattern[] } & Pick<
    StandardAlarmProps,
    'alarmName' | 'hurts' | 'remedy'
  >): void {
    if (!isWatchedInFull(this)) return;
    const filter = new MetricFilter(this, count, {
      logGroup: this.accessLog,
      metricNamespace: METRIC_NAMESPACE,
      metricName: props.alarmName,
      filterPattern: FilterPattern.all(...patterns),
    });
    new DetailedAlarm(this, alarm, { ...props, metric: filter.metric({ statistic: 'Sum' }), threshold: 1 });
  }

  private addRoute(route: Route): HttpRoute[] {
    const { path, to } = route;
    const integration = new HttpLambdaIntegration(to.node.id, to.lambda, { timeout: INTEGRATION_TIMEOUT });
    return this.api.addRoutes({ path, methods: methodsOf(route), integration });
  }
}

/** What can be read can be asked after by HEAD (RFC 9110, 9.1), as some calendars do before they read a feed. */
const methodsOf = ({ method }: Route): HttpMethod[] =>
  method === HttpMethod.GET ? [HttpMethod.GET, HttpMethod.HEAD] : [method];

/** The requests in the access log that failed here. By 502 the provider's refusal of an invitation is passed on. */
export const SERVER_ERROR: JsonPattern[] = [
  FilterPattern.stringValue('$.status', '=', '5*'),
  FilterPattern.stringValue('$.status', '!=', '502'),
];

/** The webhooks in the access log that the gateway answered so. */
export const webhooksAnswered = (status: '413' | '429'): JsonPattern[] => [
  FilterPattern.stringValue('$.status', '=', status),
  FilterPattern.stringValue('$.routeKey', '=', 'POST /webhooks*'),
];

/** The CDK has no property for a route's own limits. A stage with limits for a route that is not there yet fails. */
function setRouteThrottles(stage: HttpStage, routes: Route[], added: HttpRoute[]): void {
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error('The stage is not made of the resource expected.');
  resource.routeSettings = Object.fromEntries(
    routes.flatMap((route) => {
      const { path, throttle } = route;
      if (!throttle) return [];
      const limits = { ThrottlingRateLimit: throttle.rateLimit, ThrottlingBurstLimit: throttle.burstLimit };
      return methodsOf(route).map((method) => [`${method} ${path}`, limits]);
    }),
  );
  stage.node.addDependency(...added);
}
