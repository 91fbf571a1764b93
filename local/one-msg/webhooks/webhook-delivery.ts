/**
 * One webhook to one URL and its outcome. `at` is the event's time (ISO, UTC), `status` the last answer's HTTP status,
 * `attempts` the number of posts.
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
