import './customer-links.css';
import { phoneOf, type Recipient } from '../../../../functions/shared/domain/customer/recipient.ts';

/** The ways in which a person reaches a customer: a call and the chat, unless WhatsApp hides the number. */
export function CustomerLinks({ recipient }: { recipient: Recipient | undefined }) {
  if (!recipient) return <p>No number</p>;
  const phone = phoneOf(recipient);
  if (!phone) return <p>No number: answer in the chat</p>;
  return (
    <p class="ui-reach">
      <a class="ui-link" href={`tel:+${phone}`}>
        +{phone}
      </a>
      <a class="ui-link" href={`https://wa.me/${phone}`} target="_blank" rel="noreferrer">
        Open the chat
        <span class="spoken"> with +{phone}, in a new window</span>
      </a>
    </p>
  );
}
