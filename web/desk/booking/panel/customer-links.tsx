import './customer-links.css';
import { phoneOf, type Recipient } from '../../../../functions/shared/domain/customer/recipient.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { LABEL_WORDS } from '../label-words.ts';

type LinksProps = {
  recipient: Recipient | undefined;
  /** What is to be said: it stands in the chat, ready to be sent. */
  text?: string | undefined;
};

/** The ways in which a person reaches a customer: a call and the chat, unless WhatsApp hides the number. */
export function CustomerLinks({ recipient, text }: LinksProps) {
  const words = useWords(LABEL_WORDS);
  if (!recipient) return <p class="ui-reach">{words.noNumber}</p>;
  const phone = phoneOf(recipient);
  if (!phone) return <p class="ui-reach">{words.answerInChat}</p>;
  return (
    <p class="ui-reach">
      <a class="button ui-reach-call" href={`tel:+${phone}`}>
        <Icon name="call" />
        <span class="spoken">{words.call} </span>+{phone}
      </a>
      <a class="button is-quiet" href={chatAddress(phone, text)} target="_blank" rel="noreferrer">
        {words.openChat}
        <span class="spoken">
          {' '}
          +{phone}, {words.inNewWindow}
        </span>
      </a>
    </p>
  );
}

const chatAddress = (phone: string, text: string | undefined): string =>
  text === undefined ? `https://wa.me/${phone}` : `https://wa.me/${phone}?text=${encodeURIComponent(text)}`;
