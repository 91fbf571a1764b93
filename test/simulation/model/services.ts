import type { Dice } from '../engine/dice.ts';
import { currentInvocation, type Invocation, never } from '../engine/invocation.ts';
import type { createNetwork } from '../engine/network.ts';
import type { Surroundings } from '../engine/runtime-fakes.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { createBus } from './bus-model.ts';
import type { createProvider } from './provider-model.ts';
import type { createSecrets } from './secrets-model.ts';

export type Services = {
  scheduler: Scheduler;
  network: ReturnType<typeof createNetwork>;
  /** Chance outside of every function. */
  dice: Dice;
  bus: ReturnType<typeof createBus>;
  secrets: ReturnType<typeof createSecrets>;
  provider: ReturnType<typeof createProvider>;
  executeOnTable(command: string, input: unknown, by: Invocation | undefined): object;
  /** Something was asked that the real service would refuse as malformed. */
  onImpossible(error: unknown): void;
  onLog(line: string): void;
};

/** The services that functions call, over the network and by the clock of one world. */
export function surroundingsOf(services: Services): Surroundings {
  const { scheduler, network, bus, secrets, provider, executeOnTable, onImpossible } = services;
  const dice = () => currentInvocation()?.dice ?? services.dice;

  function guarded<T>(effect: () => T): T {
    try {
      return effect();
    } catch (error) {
      if (error instanceof Error && error.name === 'MalformedExpression') onImpossible(error);
      throw error;
    }
  }

  return {
    now: () => scheduler.now() + (currentInvocation()?.aheadMs ?? 0),
    sleep(ms) {
      const run = currentInvocation();
      return new Promise((resolve) => {
        scheduler.after(ms, `${run?.key} slept`, () => {
          if (!run?.isOver) resolve();
        });
      });
    },
    timer(ms, then) {
      const run = currentInvocation();
      const cancel = scheduler.afterInBackground(ms, `${run?.key} timer`, then);
      run?.timers.push(cancel);
      return cancel;
    },
    bytes: (count) => dice().bytes(count),
    float: () => dice().float(),
    callTable(command, input) {
      const run = currentInvocation();
      if (run) run.tableCalls += 1;
      return network.callService('table', command, () => guarded(() => executeOnTable(command, input, run)));
    },
    // The inputs are those of the only commands that functions send to these two.
    callBus: (_, input) =>
      network.callService('bus', 'PutEvents', () => bus.putEvents(input as Parameters<typeof bus.putEvents>[0])),
    callSecrets: (_, input) =>
      network.callService('secrets', 'GetSecretValue', () => secrets.read((input as { SecretId: string }).SecretId)),
    fetch(address, call) {
      const run = currentInvocation();
      if (!run) return never();
      const url = new URL(address);
      return network.callHttp(url.pathname, call.withinMs, () => guarded(() => provider.handle(url, call, run)));
    },
    log: services.onLog,
  };
}
