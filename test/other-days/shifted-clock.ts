/**
 * Loaded before anything else (`node --import`) by a run of the tests on another date: this process, and each one it
 * starts with its environment, begins at TEST_CLOCK_SHIFT_MS milliseconds from now.
 */
import { shiftDate } from '../../local/aws/lambda/shifted-date.ts';

shiftDate()(Number(process.env['TEST_CLOCK_SHIFT_MS']));
