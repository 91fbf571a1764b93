import './refusal-notice.css';
import { Icon } from '../ui/icon.tsx';
import type { RefusedSend } from './simulator-calls.ts';

const WHAT: Readonly<Record<string, string>> = {
  sendFlow: 'An invitation',
  sendTemplate: 'A template',
  sendMessage: 'A message',
};

/** Says why a message did not arrive, which a real customer would not learn. */
export function RefusalNotice({ refusal: { method, reason }, count }: { refusal: RefusedSend; count: number }) {
  return (
    <div class="refusal">
      <Icon name="warning" />
      <p>
        <strong>
          {WHAT[method] ?? 'A message'} was refused{count > 1 && ` ${count} times`} and never came.
        </strong>{' '}
        The provider said: “{reason}”
      </p>
    </div>
  );
}
