import { describe, expect, it } from 'vitest';
import { readDocumentedApi } from '../support/documented-api.ts';
import { liveContract, ownContract, resourceOf, resourcesOf, synthesize } from './synthesized.ts';

const template = synthesize(ownContract);
const propertiesOf = (logicalId: string) => template.toJSON()['Resources'][logicalId].Properties;

const watchedInFull = synthesize({ ...ownContract, monitoring: 'full' });

/** The alarm that the requests of the access log which fit a pattern set off. */
function alarmOnRequests(FilterPattern: string) {
  const { MetricTransformations } = resourceOf(watchedInFull, 'AWS::Logs::MetricFilter', { FilterPattern });
  const [{ MetricName, MetricNamespace }] = MetricTransformations;
  const [alarm] = resourcesOf(watchedInFull, 'AWS::CloudWatch::Alarm', { MetricName, Namespace: MetricNamespace });
  return alarm?.AlarmName;
}

describe('the API', () => {
  const stage = resourceOf(template, 'AWS::ApiGatewayV2::Stage');

  it('leads each route to its function', () => {
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(({ RouteKey, Target }) => {
      const integration = propertiesOf(Target['Fn::Join'][1][1].Ref);
      return [RouteKey, propertiesOf(integration.IntegrationUri['Fn::GetAtt'][0]).FunctionName];
    });
    const read = routes.filter(([key]) => key.startsWith('GET '));
    const askedAfter = routes.filter(([key]) => key.startsWith('HEAD '));
    expect(askedAfter.map(([key, to]) => [key.replace('HEAD', 'GET'), to])).toEqual(read);
    expect(Object.fromEntries(routes.filter((route) => !askedAfter.includes(route)))).toEqual({
      'POST /invitations': 'appointment-flow-send-flow',
      'GET /invitations/{id}': 'appointment-flow-query-invitation',
      'POST /bookings': 'appointment-flow-create-booking',
      'PATCH /bookings/{invitationId}': 'appointment-flow-change-booking',
      'POST /bookings/{invitationId}/cancel': 'appointment-flow-change-booking',
      'POST /bookings/{invitationId}/attendance': 'appointment-flow-note-attendance',
      'POST /bookings/{invitationId}/approve': 'appointment-flow-change-booking',
      'POST /bookings/{invitationId}/refuse': 'appointment-flow-change-booking',
      'POST /bookings/{invitationId}/notices': 'appointment-flow-resend-notice',
      'GET /customers': 'appointment-flow-query-customers',
      'GET /customers/export': 'appointment-flow-export-customer',
      'PATCH /customers': 'appointment-flow-change-customer',
      'DELETE /customers': 'appointment-flow-erase-customer',
      'GET /invitations': 'appointment-flow-query-invitations',
      'GET /bookings': 'appointment-flow-query-bookings',
      'POST /closures': 'appointment-flow-change-closures',
      'DELETE /closures/{closureId}': 'appointment-flow-change-closures',
      'GET /closures': 'appointment-flow-query-closures',
      'GET /slots': 'appointment-flow-query-slots',
      'POST /worklist/{id}/done': 'appointment-flow-finish-work',
      'GET /worklist': 'appointment-flow-query-worklist',
      'GET /changes': 'appointment-flow-query-changes',
      'GET /statistics': 'appointment-flow-query-statistics',
      'POST /session': 'appointment-flow-sign-in',
      'GET /session': 'appointment-flow-keep-session',
      'DELETE /session': 'appointment-flow-keep-session',
      'GET /keys': 'appointment-flow-manage-keys',
      'POST /keys': 'appointment-flow-manage-keys',
      'DELETE /keys/{keyId}': 'appointment-flow-manage-keys',
      'GET /calendar/{secret}/bookings.ics': 'appointment-flow-calendar-feed',
      'GET /console': 'appointment-flow-serve-console',
      'GET /console/{file}': 'appointment-flow-serve-console',
      'POST /webhooks/{secret}': 'appointment-flow-receive-webhook',
      'POST /webhooks/{secret}/messages': 'appointment-flow-record-inbound-message',
      'POST /webhooks/{secret}/delivery': 'appointment-flow-record-delivery-status',
      'POST /webhooks/{secret}/flow-completion': 'appointment-flow-record-flow-completion',
    });
  });

  it('is described route by route in docs/openapi.json', () => {
    const keys: string[] = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey);
    // A page for people is no part of the API. What HEAD does is said once, of all that GET reads.
    const routes = keys.filter((key) => !key.startsWith('GET /console') && !key.startsWith('HEAD '));
    const ofLiveForm = 'POST /flows/{secret}';
    expect([...routes, ofLiveForm].sort()).toEqual([...readDocumentedApi().operations.keys()].sort());
    const live = resourcesOf(synthesize(liveContract), 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey);
    expect(live.filter((key) => !keys.includes(key))).toEqual([ofLiveForm]);
  });

  it('bounds callers, gives each webhook room of its own, as a 429 gets its URL disabled, and invitations, the calendar, open desks and new bookings some', () => {
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    const roomy = { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 4000 };
    const enough = { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 };
    expect(stage.RouteSettings).toEqual({
      'GET /calendar/{secret}/bookings.ics': enough,
      'HEAD /calendar/{secret}/bookings.ics': enough,
      'GET /changes': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      'HEAD /changes': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      'POST /invitations': { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
      'POST /bookings': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 400 },
      'POST /session': { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 50 },
      'POST /webhooks/{secret}': roomy,
      'POST /webhooks/{secret}/messages': roomy,
      'POST /webhooks/{secret}/delivery': roomy,
      'POST /webhooks/{secret}/flow-completion': roomy,
    });
  });

  it('makes its routes before the stage that sets limits for them, without which the first deploy fails', () => {
    const [made] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    expect(made?.['DependsOn']).toEqual(
      expect.arrayContaining(Object.keys(template.findResources('AWS::ApiGatewayV2::Route'))),
    );
  });

  it('logs a request by its route key, with nothing of the path, the caller or the contents', () => {
    const fields: Record<string, string> = JSON.parse(stage.AccessLogSettings.Format);
    expect(Object.values(fields).sort()).toEqual([
      '$context.integrationStatus',
      '$context.requestId',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  it('wakes nobody when the provider refuses an invitation, which is passed on as 502', () => {
    expect(alarmOnRequests('{ ($.status = "5*") && ($.status != "502") }')).toBe('appointment-flow-api-server-errors');
  });

  it('wakes somebody when webhooks are throttled, and nobody when another caller is', () => {
    const pattern = '{ ($.status = "429") && ($.routeKey = "POST /webhooks*") }';
    expect(alarmOnRequests(pattern)).toBe('appointment-flow-webhooks-throttled');
  });

  it('tells of webhooks that are too large for a function, which nothing else learns of', () => {
    const pattern = '{ ($.status = "413") && ($.routeKey = "POST /webhooks*") }';
    expect(alarmOnRequests(pattern)).toBe('appointment-flow-webhooks-too-large');
  });

  it('waits longer for a function than the function may take', () => {
    for (const { IntegrationUri, TimeoutInMillis } of resourcesOf(template, 'AWS::ApiGatewayV2::Integration')) {
      expect(TimeoutInMillis).toBeLessThanOrEqual(29_000);
      expect(propertiesOf(IntegrationUri['Fn::GetAtt'][0]).Timeout * 1000).toBeLessThan(TimeoutInMillis);
    }
  });
});
