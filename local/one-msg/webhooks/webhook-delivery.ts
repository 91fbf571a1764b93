/**
 * One webhook to one address and what became of it. `at` is when the event happened (ISO, UTC), `status` the last
 * answer's HTTP status, `attempts` how often it was posted.
 */
export type WebhookDelivery = {
  url: string;
  body: unknown;
  at: string;
  attempts: number;
  status: number | null;
  outcome: 'waiting' | 'delivered' | 'failed' | 'dropped' | 'disabled' | 'overflow';
  error?: 'timeout' | 'connection';
};
