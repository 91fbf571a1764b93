import * as z from 'zod/mini';
import { StartFailure } from '../../../start-failure.ts';
import type { HttpApi, Route, Throttle } from '../stack-model.ts';
import { type Resource, type TemplateReader, unsupported } from '../template-reader.ts';
import { findFunction } from './functions.ts';

const ApiProperties = z.strictObject({ Name: z.string(), ProtocolType: z.literal('HTTP') });

const RouteSettings = z.strictObject({
  ThrottlingBurstLimit: z.optional(z.number()),
  ThrottlingRateLimit: z.optional(z.number()),
  // The runner collects no metrics.
  DetailedMetricsEnabled: z.optional(z.unknown()),
});
type RouteSettings = z.infer<typeof RouteSettings>;

const StageProperties = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: z._default(RouteSettings, {}),
  RouteSettings: z._default(z.record(z.string(), RouteSettings), {}),
});

const IntegrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z._default(z.number(), 30_000),
});

const RouteProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z._default(z.literal('NONE'), 'NONE'),
});

const STAGE_WITHOUT_EFFECT = { AccessLogSettings: 'the console and the functions’ logs show what happens' };
const INTEGRATION_WITHOUT_EFFECT = {
  CredentialsArn: 'permissions are not checked here',
  IntegrationMethod: 'a function is always invoked by POST',
};
const ROUTE_WITHOUT_EFFECT = { OperationName: 'words for people' };

/** The path of the runner's own pages; it would hide a route there. */
export const OWN_PREFIX = '/_local';

type Integration = { function: string; timeoutMs: number };

function readIntegrations(reader: TemplateReader): Map<string, Integration> {
  return new Map(
    reader.ofType('AWS::ApiGatewayV2::Integration').map((resource) => {
      const properties = reader.read(resource, IntegrationProperties, INTEGRATION_WITHOUT_EFFECT);
      // Both forms are valid: the function's own ARN, and API Gateway's ARN that contains it.
      const [, wrapped] = /\/functions\/(.+)\/invocations$/.exec(properties.IntegrationUri) ?? [];
      return [
        `integrations/${resource.ref}`,
        {
          function: findFunction(reader, resource, wrapped ?? properties.IntegrationUri),
          timeoutMs: properties.TimeoutInMillis,
        },
      ];
    }),
  );
}

function throttleOf(settings: RouteSettings): Throttle | undefined {
  const { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst } = settings;
  return ratePerSecond === undefined || burst === undefined ? undefined : { ratePerSecond, burst };
}

function readRoute(
  reader: TemplateReader,
  resource: Resource,
  {
    integrations,
    throttleFor,
  }: { integrations: Map<string, Integration>; throttleFor(key: string): Throttle | undefined },
): Route {
  const { RouteKey: key, Target } = reader.read(resource, RouteProperties, ROUTE_WITHOUT_EFFECT);
  if (key.includes(` ${OWN_PREFIX}`)) {
    throw new StartFailure(`The route ${key} cannot run locally: ${OWN_PREFIX} belongs to the runner itself.`);
  }
  const integration = integrations.get(Target);
  if (!integration) throw unsupported(resource, `the target ${Target}`);
  const throttle = throttleFor(key);
  return { key, ...integration, ...(throttle && { throttle }) };
}

/** The HTTP API of the stack, if it has one. */
export function readHttpApi(reader: TemplateReader): HttpApi | undefined {
  const [api, another] = reader.ofType('AWS::ApiGatewayV2::Api');
  if (!api) return undefined;
  if (another) throw unsupported(another, 'a second API');
  reader.read(api, ApiProperties, {});

  const [stage] = reader.ofType('AWS::ApiGatewayV2::Stage');
  if (!stage) throw unsupported(api, 'the absence of a stage');
  const settings = reader.read(stage, StageProperties, STAGE_WITHOUT_EFFECT);
  const integrations = readIntegrations(reader);
  const throttleFor = (key: string) => throttleOf({ ...settings.DefaultRouteSettings, ...settings.RouteSettings[key] });
  return {
    id: api.name,
    routes: reader
      .ofType('AWS::ApiGatewayV2::Route')
      .map((resource) => readRoute(reader, resource, { integrations, throttleFor })),
  };
}
