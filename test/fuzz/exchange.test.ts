import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { aClinicContract } from '../support/clinic.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { anEndpointKeyPair } from '../support/endpoint-key-pair.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { startWorld } from '../support/world.ts';
import { KINDS } from './body-kinds.ts';
import { type Endpoint, fuzzExchange } from './fuzz-exchange.ts';

const line = createCountedLine();
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), line);
const [present, next] = [anEndpointKeyPair(), anEndpointKeyPair()];
const secret = { root: 'k'.repeat(64), generations: {}, endpoint: { keys: [next.stored, present.stored] } };
world.secrets.on(GetSecretValueCommand, { SecretId: 'root' }).resolves({ SecretString: JSON.stringify(secret) });

const { handler } = await import('../../functions/exchange-flow-data/handler.ts');
const callsOf = (calls: Record<string, number>) => Object.values(calls).reduce((sum, count) => sum + count, 0);
const endpoint: Endpoint = {
  async ask(event) {
    const context = lambdaContext('exchange-flow-data', 'request-1', () => 9_000);
    const { statusCode = 0 }: APIGatewayProxyStructuredResultV2 = await handler(event, context);
    return statusCode;
  },
  takeTableCalls: () => callsOf(line.take()),
};

describe('the endpoint of live forms', () => {
  it('answers bodies of every kind as it should, and asks the table for nobody', async () => {
    const tokens = [(await world.anInvitation()).token, (await world.anInvitation()).token];
    const publicKeys = [next.pem, present.pem] as const;
    const known = { secret: world.keys.endpoint.current, publicKeys, tokens };
    const { faults, answers, tableCalls } = await fuzzExchange(endpoint, known, { seed: 1, from: 1, bodies: 2_000 });
    expect(faults).toEqual([]);
    expect([...answers.keys()].sort()).toEqual(Object.keys(KINDS).sort());
    expect(tableCalls).toBeGreaterThan(0);
  });
});
