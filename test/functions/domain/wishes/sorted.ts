import type { Contract } from '../../../../functions/shared/contract/contract.ts';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../../functions/shared/domain/delivery/delivery.ts';
import { instantAt } from '../../../../functions/shared/domain/time/instant.ts';
import { wishOfMessage } from '../../../../functions/shared/domain/wishes/wish-of-message.ts';
import { aContract } from '../../../support/contract.ts';
import type { Meaning } from './messages.ts';

export const contract = aContract();

/** What a message asks for. */
export function sorted(text: string, policy: Pick<Contract, 'languages' | 'defaultLanguage' | 'intent'> = contract) {
  const somebody = { messageId: MessageId.parse('wamid.1'), chatId: ChatId.parse('34600000001@c.us') };
  return wishOfMessage({ ...somebody, at: instantAt(0), text }, policy, false);
}

/** What a message means by the shipped contract. */
export const meaningOf = (text: string): Meaning => sorted(text)?.wish ?? 'nothing';
