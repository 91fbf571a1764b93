import * as z from 'zod/mini';
import type { Tone } from '../../ui/step.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { PayloadView } from '../../ui/views/payload-view.tsx';
import { Tag } from '../../ui/views/tag.tsx';
import { Exchange, outcomeOf } from '../live-exchange.ts';
import { room } from '../local-session.ts';
import { Entries, Entry } from './entries.tsx';

const Call = z.object({ method: z.string(), path: z.string(), body: z.unknown(), at: z.string() });

const Webhook = z.object({
  to: z.string(),
  body: z.unknown(),
  at: z.string(),
  attempts: z.number(),
  status: z.nullable(z.number()),
  outcome: z.string(),
});

const OUTCOMES: Record<string, Tone> = { delivered: 'good', waiting: 'info', dropped: 'warn' };

/** The stack's calls to the provider. */
export function CallsView() {
  const calls = useLoaded('calls', () => room.get(z.array(Call), '/inside/calls'));
  return (
    <Entries list={calls} name="Calls to the provider" nothing="The provider was not called yet.">
      {calls.value?.map(({ method, path, body, at }, index) => (
        <Entry key={`${at} ${path} ${index}`} at={at}>
          <span class="room-entry-what">
            <strong>{method}</strong> {path}
          </span>
          {body !== null && <PayloadView label="Body" body={body} />}
        </Entry>
      ))}
    </Entries>
  );
}

/** The provider's webhooks to the stack, and their outcome. */
export function WebhooksView() {
  const webhooks = useLoaded('webhooks', () => room.get(z.array(Webhook), '/inside/webhooks'));
  return (
    <Entries list={webhooks} name="Webhooks" nothing="The provider told nothing yet.">
      {webhooks.value?.map(({ to, body, at, attempts, status, outcome }, index) => (
        <Entry key={`${at} ${to} ${index}`} at={at}>
          <span class="room-entry-what">
            {to}
            <Tag tone={OUTCOMES[outcome] ?? 'bad'}>{outcome}</Tag>
            {status !== null && <span>{status}</span>}
            {attempts > 1 && <span>after {attempts} attempts</span>}
          </span>
          <PayloadView label="Body" body={body} />
        </Entry>
      ))}
    </Entries>
  );
}

/** What phones asked the endpoint of the live form. */
export function FormsView() {
  const exchanges = useLoaded('exchanges', () => room.get(z.array(Exchange), '/inside/exchanges'));
  return (
    <Entries list={exchanges} name="Exchanges of forms" nothing="No phone has asked for a screen yet.">
      {exchanges.value?.map(({ at, ms, asked, outcome, payloads }, index) => (
        <Entry key={`${at} ${asked} ${index}`} at={at}>
          <span class="room-entry-what">
            <strong>{asked}</strong>
            <Tag tone={outcomeOf(outcome).tone}>{outcomeOf(outcome).title}</Tag>
            <span>{ms} ms</span>
          </span>
          {payloads.map(({ label, body }) => (
            <PayloadView key={label} label={label} body={body} />
          ))}
        </Entry>
      ))}
    </Entries>
  );
}

/** The failures after the last retry; normally none. */
export function GivenUpView() {
  const failures = useLoaded('given-up', () => room.get(z.array(z.unknown()), '/inside/given-up'));
  return (
    <Entries list={failures} name="Given up" nothing="Nothing was given up.">
      {failures.value?.map((failure, index) => (
        <li key={index}>
          <PayloadView label="Failure" body={failure} />
        </li>
      ))}
    </Entries>
  );
}
