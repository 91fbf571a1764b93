import type { holdPlace } from '../../../functions/shared/operations/places/hold-place.ts';
import type { setUp } from '../../../functions/shared/setup.ts';
import type { Handler } from './lambda.ts';

type Product = { setUp: typeof setUp; holdPlace: typeof holdPlace };

/** A call of the door, in the form of the gateway's. */
type HoldCall = { body: string; pathParameters: { invitationId: Parameters<typeof holdPlace>[1] } };

/** What the endpoint of a live form will do: it holds a place, and says until when, or which rule speaks against it. */
export function holdDoor({ setUp, holdPlace }: Product): Handler {
  const setup = setUp();
  return async (event) => {
    // Only the simulation itself calls this door.
    const { body, pathParameters } = event as HoldCall;
    try {
      const { claimId, claim } = await holdPlace(setup, pathParameters.invitationId, JSON.parse(body));
      return {
        statusCode: 200,
        body: JSON.stringify({ claimId, ...(claim.kind === 'hold' && { until: claim.until }) }),
      };
    } catch (error) {
      const { name, kind } = Object(error);
      if (name === 'Refusal') return { statusCode: 409, body: JSON.stringify({ type: `hold:${kind}` }) };
      if (name === 'Contention') return { statusCode: 503, body: '{}' };
      throw error;
    }
  };
}
