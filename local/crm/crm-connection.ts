import { readSecretField } from '../aws/secrets-manager/secret-field.ts';
import type { SecretStore } from '../aws/secrets-manager/secret-store.ts';
import type { StackModel } from '../aws/template/stack-model.ts';
import type { Clock } from '../clock.ts';
import type { Endpoints } from '../endpoints.ts';
import { StartFailure } from '../start-failure.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** The CRM that a local stack sends its bookings to. */
export type HandOff = {
  url: string;
  /** Its entry for other programs on this machine; `awsEndpoint` is the runner's address for SQS. */
  endpoints(awsEndpoint: string): NonNullable<Endpoints['crm']>;
  close(): Promise<void>;
};

/** The receiver, or the user's own CRM, which has no page here. */
type Place = Pick<Receiver, 'url' | 'close'> & Partial<Pick<Receiver, 'address'>>;

/**
 * Starts the receiver, unless `url` names another CRM. Undefined if the stack sends bookings to no CRM.
 * @param report receives one line for each delivery
 */
export async function openHandOff(options: {
  model: StackModel;
  secrets: SecretStore;
  url: string | undefined;
  clock: Clock;
  report(line: string): void;
}): Promise<HandOff | undefined> {
  const { model, secrets, clock, report } = options;
  const [destination] = model.apiDestinations;
  if (!destination) return undefined;
  const { header, key: field } = destination.authorization;
  const queueUrl = failuresOf(model, destination.id);
  const key = () => readSecretField(secrets, model.secrets, field);
  const place: Place =
    options.url === undefined
      ? await startReceiver({ header, key, clock, report })
      : { url: options.url, close: async () => undefined };
  const { url, address: receiver, close } = place;
  return {
    url,
    endpoints: (awsEndpoint) => ({
      url,
      header,
      key: key() ?? '',
      ...(receiver !== undefined && { receiver }),
      failures: { endpoint: awsEndpoint, queueUrl },
    }),
    close,
  };
}

/**
 * The URL of the CRM's dead-letter queue.
 * @throws StartFailure if there is none: failed deliveries would be lost silently
 */
function failuresOf({ rules, queues }: StackModel, destination: string): string {
  const receivers = rules.flatMap(({ targets }) => targets.map(({ to }) => to));
  const target = receivers.find((to) => to.kind === 'destination' && to.destination === destination);
  const deadLetters = target?.kind === 'destination' ? target.deadLetters : undefined;
  const queue = queues.find(({ id }) => id === deadLetters);
  if (queue) return queue.url;
  throw new StartFailure(`The rule that posts to ${destination} has no dead-letter queue: give its target one.`);
}
