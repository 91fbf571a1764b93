import { describe, expect, it } from 'vitest';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { LEARNED_FROM as ENGLISH_LEARNED_FROM } from '../../functions/shared/domain/wishes/english/weights.ts';
import { LEARNED_FROM as SPANISH_LEARNED_FROM } from '../../functions/shared/domain/wishes/spanish/weights.ts';
import { wishOfMessage } from '../../functions/shared/domain/wishes/wish-of-message.ts';
import { meaningsIn } from '../functions/domain/wishes/messages.ts';
import { aContract } from '../support/contract.ts';
import { fingerprintOf } from './learned-from.ts';
import { messagesIn } from './tables.ts';

const contract = aContract();

const somebody = { messageId: MessageId.parse('wamid.1'), chatId: ChatId.parse('34600000001@c.us') };

const read = (text: string) =>
  wishOfMessage({ ...somebody, at: instantAt(0), text }, contract, false)?.wish ?? 'nothing';

describe.each([
  ['english', ENGLISH_LEARNED_FROM],
  ['spanish', SPANISH_LEARNED_FROM],
] as const)('messages in %s', (language, learnedFrom) => {
  it('were learned as they are now; otherwise run "npm run wishes"', () => {
    expect(learnedFrom).toBe(fingerprintOf(language));
  });

  const keptBack = meaningsIn(messagesIn('kept-back', language)).map((one) => ({ ...one, read: read(one.text) }));

  it('from which nothing was learned are recognised in 95 of 100 cases', () => {
    const wishes = keptBack.filter(({ meaning }) => meaning !== 'nothing');
    const missed = wishes.filter((one) => one.read !== one.meaning);
    expect(missed.length / wishes.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.05);
  });

  it('from which nothing was learned bring no form to somebody who cancels, changes or asks', () => {
    expect(keptBack.filter((one) => one.read === 'book' && one.meaning !== 'book')).toEqual([]);
  });
});
