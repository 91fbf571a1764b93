import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Route } from '../constructs/http-api.ts';
import type { StackContext } from '../stack-context.ts';

/** The page with invitations, bookings and the worklist, where the contract wants it. It knows no secret. */
export function consoleRoutes(context: StackContext): Route[] {
  if (!context.contract.console) return [];
  const serveConsole = context.addFunction('serve-console', {
    does: 'Serves the console, a page that shows what the API tells (GET /console).',
    hurts: 'Staff cannot open the console; nothing is lost, and the API answers as before.',
    timeout: Duration.seconds(5),
    environment: {},
    may: [],
  });
  return ['/console', '/console/{file}'].map((path) => ({ method: HttpMethod.GET, path, to: serveConsole }));
}
