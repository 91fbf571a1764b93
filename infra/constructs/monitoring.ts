import type { IConstruct } from 'constructs';
import type { Contract } from '../../functions/shared/contract/contract.ts';

/** `basic`: few alarms, each on many causes. `full`: an alarm on each cause, a metric of each count, and a dashboard. */
export type Monitoring = Contract['monitoring'];

const KEY = 'appointment-flow:monitoring';

/** States how closely everything below a construct is watched, before anything is below it. */
export const setMonitoring = (scope: IConstruct, monitoring: Monitoring): void =>
  scope.node.setContext(KEY, monitoring);

/** Whether an alarm is made on each cause. */
export const isWatchedInFull = (scope: IConstruct): boolean => scope.node.tryGetContext(KEY) === 'full';
