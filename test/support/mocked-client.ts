import { mockClient } from 'aws-sdk-client-mock';
import { afterAll } from 'vitest';

/**
 * Replaces a client of AWS for a test file, and gives it back when the file ends: files share a worker, so a client that
 * stays replaced breaks a file that has nothing to do with it. Call it where tests are declared, not within one.
 */
export const mockedClient: typeof mockClient = (client, options) => {
  const mock = mockClient(client, options);
  afterAll(() => mock.restore());
  return mock;
};
