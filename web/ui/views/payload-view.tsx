import './payload-view.css';
import type { Payload } from '../console-session.ts';

const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body, undefined, 2));

/** A full text, folded until the user opens it. */
export function PayloadView({ label, body }: Payload) {
  return (
    <details class="ui-payload">
      <summary>{label}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus */}
      <section class="code" aria-label={label} tabIndex={0}>
        <pre>{textOf(body)}</pre>
      </section>
    </details>
  );
}
