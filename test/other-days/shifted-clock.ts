/**
 * Loaded before anything else (`node --import`) by a run of the tests on another date: this process, and each one it
 * starts with its environment, begins at TEST_CLOCK_SHIFT_MS milliseconds from now.
 */
import { Server, ServerResponse } from 'node:http';
import { shiftDate } from '../../local/aws/lambda/shifted-date.ts';

shiftDate()(Number(process.env['TEST_CLOCK_SHIFT_MS']));

// Node's own Date header keeps the machine's time. The AWS SDK and `channel doctor` compare it with their clock.
const emit = Server.prototype.emit;
Server.prototype.emit = function (this: Server, event: string, ...given: unknown[]): boolean {
  const [, response] = given;
  if (response instanceof ServerResponse) response.setHeader('date', new Date().toUTCString());
  return Reflect.apply(emit, this, [event, ...given]);
};
