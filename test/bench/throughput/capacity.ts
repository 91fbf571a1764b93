import { ITEMS_AT_ONCE } from '../../../functions/shared/operations/reconcile/reconcile.ts';
import { memoryOf, WHOLE_PROCESSOR_MB } from '../../../infra/constructs/memory.ts';
import { PROVIDER_CALL_MS, TABLE_CALL_MS } from '../cost-model.ts';
import { SENDING } from './measure.ts';
import type { Taken } from './taken.ts';

/** What TLS adds to the processor's time of a call of the provider, as assumed: each call begins with a handshake. */
export const HANDSHAKE_CPU_MS = 2;

export const waitsOf = ({ tableCalls, providerCalls }: Taken) =>
  tableCalls * TABLE_CALL_MS + providerCalls * PROVIDER_CALL_MS;
export const cpuOf = ({ cpuMs, providerCalls }: Taken) => cpuMs + providerCalls * HANDSHAKE_CPU_MS;
export const shareOf = (memoryMb: number) => memoryMb / WHOLE_PROCESSOR_MB;

/** How many invitations one run works off in a second: as many as its waits allow, or its part of a processor. */
export const borneByRun = (taken: Taken): number =>
  Math.min((ITEMS_AT_ONCE * 1000) / waitsOf(taken), (shareOf(memoryOf('reconcile')) * 1000) / cpuOf(taken));

/** A batch takes the waits of one send and the processor's time of all of them. */
export function borneBySender(taken: Taken): number {
  const cpuMs = (SENDING.batch * cpuOf(taken)) / shareOf(memoryOf('send-requested-flow'));
  return (SENDING.batch * 1000) / (waitsOf(taken) + cpuMs);
}

/** A rate beside what it is to be at least: "210 ≥ 160" or "**90 < 160**". */
export const atLeast = (value: number, target: number): string =>
  value >= target ? `${value.toFixed(0)} ≥ ${target}` : `**${value.toFixed(0)} < ${target}**`;
