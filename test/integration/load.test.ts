import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { writeEndpoints } from '../../local/endpoints.ts';
import { layCdkJson, runIn } from '../cli/support/channel-world.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { aPhone } from '../support/webhooks.ts';
import { request } from './support/request.ts';
import { shareStack } from './support/running-stack.ts';

const stack = await shareStack('single');

const Report = z.looseObject({
  requests: z.number(),
  interrupted: z.boolean(),
  notErased: z.array(z.string()),
  leftOut: z.array(z.unknown()),
  routes: z.array(z.looseObject({ route: z.string(), p50: z.number(), p99: z.number(), errors: z.object({}) })),
});

/** Loads the running stack, from a project folder that says where it is. */
async function load(...argv: string[]) {
  const folder = `${temporaryFolder()}`;
  layCdkJson(folder);
  writeEndpoints(`${folder}/.local/endpoints.json`, stack.endpoints);
  const { exitCode, json } = await runIn(folder, [
    'load',
    '--local',
    '--rate',
    '20',
    '--seconds',
    '2',
    '--json',
    ...argv,
  ]);
  return { exitCode, report: Report.parse(json()) };
}

async function madeUpCustomers(): Promise<unknown[]> {
  const headers = { authorization: `Bearer ${stack.endpoints.apiKey}` };
  const { body } = await request('GET', `${stack.endpoints.api}/customers?q=999`, undefined, headers);
  return z.array(z.unknown()).parse(body['items']);
}

describe('npm run load', () => {
  it('loads a running stack, which sends and announces nothing, and keeps nobody of whom it was told', async () => {
    const { exitCode, report } = await load();
    expect(report).toMatchObject({ requests: 40, interrupted: false, notErased: [], leftOut: [] });
    expect(exitCode).toBe(0);
    expect(report.routes.map(({ route }) => route)).toEqual(
      expect.arrayContaining([
        'POST /webhooks (status)',
        'POST /webhooks (reaction)',
        'GET /bookings',
        'GET /worklist',
      ]),
    );
    for (const { p50, p99, errors } of report.routes) {
      expect(p50).toBeGreaterThan(0);
      expect(p99).toBeGreaterThanOrEqual(p50);
      expect(errors).toEqual({});
    }
    await stack.untilQuiet();
    const calls = await stack.simulator.requests();
    expect(calls.filter(({ path }) => /\/send[A-Z]/.test(path))).toEqual([]);
    expect(stack.events()).toEqual([]);
    expect(await madeUpCustomers()).toEqual([]);
  });

  it('invites a phone of whoever runs it, once', async () => {
    const phone = aPhone();
    await stack.simulator.write(phone);
    const { report } = await load('--invite', `+${phone}`);
    expect(report.routes).toContainEqual(
      expect.objectContaining({ route: 'POST /invitations', requests: 1, errors: {} }),
    );
    expect(await stack.simulator.sends(phone)).toHaveLength(1);
    expect(await stack.simulator.sends()).toHaveLength(1);
  });
});
