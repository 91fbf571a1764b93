import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take seconds, in the order in which they begin: whatever is begun last is waited for by a worker with
 * nothing else to do. Of the integration tests the one in the browser comes first, as it wants a stack that nothing
 * happened on. Beside it goes the other long one in a browser. Most others that start a stack of their own come last.
 */
const SLOWEST = [
  'browser/page',
  'browser/live',
  'integration/killed-functions',
  'integration/payloads',
  'integration/logs',
  'integration/booking-path',
  'integration/bad-input',
  'integration/twenty-at-once',
  'integration/doctor',
  'integration/reconciled',
  'integration/campaign',
  'integration/hand-off',
  'integration/rotation',
  'integration/one-hour',
  'integration/live-form',
  'browser/clinic',
  'simulation/simulate',
  'functions/settle-bookings',
  'local/start',
  'functions/reconcile',
  'functions/places',
  'documents/fuzz',
  'simulation/every-order',
  'documents/documents',
  'local/start-local-stack',
  'infra/app',
  'infra/bundle-budgets',
  'functions/calendar-feed',
  'functions/placed-forms',
  'functions/erase-customer',
  'functions/tell-customer',
  'infra/permissions',
  'local/restart',
  'local/aws/dynamodb/killed-table',
  'local/aws/dynamodb/killed-transaction',
  'local/aws/lambda/function-processes',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = SLOWEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return rank < 0 ? SLOWEST.length : rank;
};

/** In each project begins with the files that take longest, also on a machine where none of them ever ran. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byProject = Map.groupBy(await super.sort(files), ({ project }) => project.name);
    return [...byProject.values()].flatMap((ofOne) => ofOne.sort((a, b) => rankOf(a) - rankOf(b)));
  }
}
