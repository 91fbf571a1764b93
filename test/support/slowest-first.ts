import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take seconds, in the order in which they begin: whatever is begun last is waited for by a worker with
 * nothing else to do. Of the integration tests the browser's page comes first, as it wants a stack that nothing happened
 * on. Beside it goes the desk, the longest of all, and then what else takes longest. Those that share a stack follow each
 * other.
 */
const SLOWEST = [
  'browser/page',
  'browser/desk',
  'browser/live',
  'integration/scenarios',
  'integration/reconciled',
  'integration/killed-functions',
  'integration/payloads',
  'integration/logs',
  'integration/booking-path',
  'integration/bad-input',
  'integration/twenty-at-once',
  'integration/doctor',
  'integration/live-form',
  'integration/one-hour',
  'browser/approval',
  'integration/campaign',
  'integration/hand-off',
  'integration/rotation',
  'integration/staff-on-whatsapp',
  'simulation/simulate',
  'local/start-local-stack',
  'local/start',
  'documents/fuzz',
  'functions/reconcile',
  'functions/places',
  'infra/permissions',
  'functions/query-statistics',
  'functions/settle-bookings',
  'functions/exchange-flow-data-security',
  'functions/calendar-feed',
  'functions/approval',
  'functions/tell-customer',
  'simulation/every-order',
  'functions/reminders/reminders',
  'documents/documents',
  'infra/crm',
  'local/aws/dynamodb/killed-table',
  'functions/domain/places/clock-changes',
  'functions/erase-customer',
  'infra/app',
  'infra/bundle-budgets',
  'local/restart',
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
