import * as z from 'zod/mini';
import type { Tone } from '../../ui/step.ts';
import { duration } from '../../ui/times.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { PayloadView } from '../../ui/views/payload-view.tsx';
import { Tag } from '../../ui/views/tag.tsx';
import { useWords } from '../../ui/words/language.ts';
import { EVIDENCE_WORDS } from '../evidence-words.ts';
import { Exchange, outcomeOf } from '../live-exchange.ts';
import { room } from '../local-session.ts';
import { Entries, Entry } from './entries.tsx';
import { INSIDE_WORDS } from './words.ts';

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
  const words = useWords(INSIDE_WORDS);
  const { body: bodyLabel } = useWords(EVIDENCE_WORDS);
  const calls = useLoaded('calls', () => room.get(z.array(Call), '/inside/calls'));
  return (
    <Entries list={calls} name={words.tabs.calls} nothing={words.noCalls}>
      {calls.value?.map(({ method, path, body, at }, index) => (
        <Entry key={`${at} ${path} ${index}`} at={at}>
          <span class="room-entry-what">
            <strong>{method}</strong> {path}
          </span>
          {body !== null && <PayloadView label={bodyLabel} body={body} />}
        </Entry>
      ))}
    </Entries>
  );
}

/** The provider's webhooks to the stack, and their outcome. */
export function WebhooksView() {
  const words = useWords(INSIDE_WORDS);
  const { body: bodyLabel } = useWords(EVIDENCE_WORDS);
  const webhooks = useLoaded('webhooks', () => room.get(z.array(Webhook), '/inside/webhooks'));
  return (
    <Entries list={webhooks} name={words.tabs.webhooks} nothing={words.noWebhooks}>
      {webhooks.value?.map(({ to, body, at, attempts, status, outcome }, index) => (
        <Entry key={`${at} ${to} ${index}`} at={at}>
          <span class="room-entry-what">
            {to}
            <Tag tone={OUTCOMES[outcome] ?? 'bad'}>{words.outcomes[outcome] ?? outcome}</Tag>
            {status !== null && <span>{status}</span>}
            {attempts > 1 && <span>{words.attempts(attempts)}</span>}
          </span>
          <PayloadView label={bodyLabel} body={body} />
        </Entry>
      ))}
    </Entries>
  );
}

/** What phones asked the endpoint of the live form. */
export function FormsView() {
  const words = useWords(INSIDE_WORDS);
  const evidenceWords = useWords(EVIDENCE_WORDS);
  const exchanges = useLoaded('exchanges', () => room.get(z.array(Exchange), '/inside/exchanges'));
  return (
    <Entries list={exchanges} name={words.tabs.forms} nothing={words.noForms}>
      {exchanges.value?.map(({ at, ms, asked, outcome, payloads }, index) => (
        <Entry key={`${at} ${asked} ${index}`} at={at}>
          <span class="room-entry-what">
            <strong>{asked}</strong>
            <Tag tone={outcomeOf(outcome, evidenceWords).tone}>{outcomeOf(outcome, evidenceWords).title}</Tag>
            <span>{duration(ms)}</span>
          </span>
          {payloads.map(({ name, body }) => (
            <PayloadView key={name} label={evidenceWords.payloads[name]} body={body} />
          ))}
        </Entry>
      ))}
    </Entries>
  );
}

/** The failures after the last retry; normally none. */
export function GivenUpView() {
  const words = useWords(INSIDE_WORDS);
  const failures = useLoaded('given-up', () => room.get(z.array(z.unknown()), '/inside/given-up'));
  return (
    <Entries list={failures} name={words.tabs['given-up']} nothing={words.nothingGivenUp}>
      {failures.value?.map((failure, index) => (
        <li key={index}>
          <PayloadView label={words.failure} body={failure} />
        </li>
      ))}
    </Entries>
  );
}
