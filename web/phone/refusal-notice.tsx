import './refusal-notice.css';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words/language.ts';
import type { RefusedSend } from './simulator-calls.ts';
import { PHONE_WORDS } from './words/phone-words.ts';

/** Says why a message did not arrive, which a real customer would not learn. */
export function RefusalNotice({ refusal: { method, reason }, count }: { refusal: RefusedSend; count: number }) {
  const { refused, providerSaid } = useWords(PHONE_WORDS);
  const sentence = method === 'sendFlow' || method === 'sendTemplate' ? refused[method] : refused.sendMessage;
  return (
    <div class="refusal">
      <Icon name="warning" />
      <p>
        <strong>{sentence(count)}</strong> {providerSaid(reason)}
      </p>
    </div>
  );
}
