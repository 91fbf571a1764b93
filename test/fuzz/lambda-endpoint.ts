import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { endpointPems, endpointSecret } from '../bench/http-events.ts';
import { startBooking } from '../bench/one-booking.ts';
import type { Known } from './exchange-bodies.ts';
import type { Endpoint } from './fuzz-exchange.ts';

const NAME = 'exchange-flow-data';
/** Customers whose tokens senders know: more than one, as some bookings block others. */
const CUSTOMERS = 20;

/** The bundled function in a process with the bounds of Lambda, before a table that has some invitations. */
export async function startEndpoint(bundles: string) {
  const stack = await startBooking(bundles);
  const host = stack.hostOf(NAME);
  const tokens: string[] = [];
  while (tokens.length < CUSTOMERS) tokens.push((await stack.inviteUnheard()).token);
  const known: Known = { secret: endpointSecret, publicKeys: [endpointPems.newest, endpointPems.older], tokens };
  let [cpuMs, heldMb] = [0, 0];

  const endpoint: Endpoint = {
    async ask(event) {
      const measured = await host.invoke(NAME, event);
      cpuMs += measured.cpuMs;
      heldMb = measured.heldMb;
      // The handler answers in the form that the gateway asks for.
      return (measured.result as APIGatewayProxyStructuredResultV2).statusCode ?? 0;
    },
    takeTableCalls: () => Object.values(stack.takeTableCalls()).reduce((sum, count) => sum + count, 0),
  };

  return {
    endpoint,
    known,
    /** What the function's process took so far: MB in use after a collection, MB held at most, and processor time. */
    memory: async () => ({ heapMb: await host.heapMb(), heldMb, cpuSeconds: cpuMs / 1000 }),
    stop: stack.stop,
  };
}
