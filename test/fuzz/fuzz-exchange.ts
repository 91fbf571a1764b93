import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { KindName } from './body-kinds.ts';
import { createBodies, type FuzzedRequest, type Known } from './exchange-bodies.ts';

/** The function under test, in this process or in another. */
export type Endpoint = {
  /** The status of its answer. Throws what the function throws. */
  ask(event: APIGatewayProxyEventV2): Promise<number>;
  /** The calls of the table since this was last asked. */
  takeTableCalls(): number;
};

/** A body that was not dealt with as it should be. */
export type Fault = { number: number; kind: KindName; what: string };

export type Findings = {
  answers: Map<KindName, Map<number, number>>;
  faults: Fault[];
  /** The calls of the table that followed from tokens that verify. */
  tableCalls: number;
};

/** The faults of one answer: an error that is not mapped, another answer than its kind may get, a look at the table. */
function faultsOf({ kind, statuses, isKnown }: FuzzedRequest, status: number | string, tableCalls: number): string[] {
  const answered = typeof status === 'string' ? `was thrown: ${status}` : `was answered with ${status}`;
  const isMapped = typeof status === 'number' && statuses.includes(status);
  return [
    ...(isMapped ? [] : [`${kind} ${answered}`]),
    ...(tableCalls > 0 && !isKnown ? [`${kind} had the table asked ${tableCalls} times`] : []),
  ];
}

/** Posts the bodies with these numbers, one after the other. `onEach` hears how many are done. */
export async function fuzzExchange(
  endpoint: Endpoint,
  known: Known,
  { seed, from, bodies }: { seed: number; from: number; bodies: number },
  onEach: (done: number) => Promise<void> | void = () => {},
): Promise<Findings> {
  const requestOf = await createBodies(seed, known);
  const findings: Findings = { answers: new Map(), faults: [], tableCalls: 0 };
  endpoint.takeTableCalls();
  let upcoming = requestOf(from);
  for (let done = 0; done < bodies; ) {
    const number = from + done;
    const request = await upcoming;
    // The next one is made while this one is answered.
    if (done + 1 < bodies) upcoming = requestOf(number + 1);
    const status = await endpoint.ask(request.event).catch((error: unknown) => String(error));
    const tableCalls = endpoint.takeTableCalls();
    for (const what of faultsOf(request, status, tableCalls))
      findings.faults.push({ number, kind: request.kind, what });
    const answered = findings.answers.get(request.kind) ?? new Map<number, number>();
    const code = typeof status === 'number' ? status : 0;
    findings.answers.set(request.kind, answered.set(code, (answered.get(code) ?? 0) + 1));
    findings.tableCalls += tableCalls;
    done += 1;
    await onEach(done);
  }
  return findings;
}
