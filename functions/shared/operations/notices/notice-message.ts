import type { BusinessTerms } from '../../domain/business-terms.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import { noticeButtons, templateButtons } from '../../domain/notices/buttons.ts';
import { wordsFor } from '../../domain/notices/contract-words.ts';
import type { Notice, NoticeCarrier, SentButton } from '../../domain/notices/notice.ts';
import { isDated, noticeText, noticeValues, noticeWords, valueWords } from '../../domain/notices/notice-text.ts';
import { cancellationReason } from '../../domain/notices/reason-text.ts';
import { now } from '../../domain/time/instant.ts';
import type { NoticeTemplateMessage, TextMessage } from '../../provider/one-msg.ts';
import { declinedMessage, type NoticeMessage, refusalMessage } from './form-message.ts';
import type { NoticeContext } from './notice-context.ts';

/** A message by an approved template, with the values of its variables. */
export const templateMessage = (
  { provider }: Pick<NoticeContext, 'provider'>,
  { recipient, template, values }: NoticeTemplateMessage,
  buttons: readonly SentButton[],
): NoticeMessage => ({
  send: (withinMs) => provider.sendNoticeTemplate({ recipient, template, values }, withinMs),
  buttons,
});

/** A message by text, with buttons if there are any. */
export function textMessage(
  { provider }: Pick<NoticeContext, 'provider'>,
  { recipient, text }: TextMessage,
  buttons: readonly SentButton[],
): NoticeMessage {
  const titled = buttons.map(({ label, meaning }) => ({ id: meaning, title: label }));
  return {
    send: (withinMs) =>
      titled.length > 0
        ? provider.sendButtons({ recipient, text, buttons: titled }, withinMs)
        : provider.sendMessage({ recipient, text }, withinMs),
    buttons,
  };
}

/** The variables of a template's body, in the order that docs/contract.md states: name, service, date, time. */
export const variablesOf = ({ name, service, date, time }: ReturnType<typeof noticeValues>) => [
  name,
  service,
  date,
  time,
];

/**
 * The message that tells a booking as it is now, the way it is to travel. `undefined` if there is nothing to say after
 * all: no time is free instead of the refused one, or the contract changed.
 */
export async function noticeMessage(
  context: NoticeContext & { contract: BusinessTerms },
  invitation: Invitation,
  { purpose }: Pick<Notice, 'purpose'>,
  carrier: NoticeCarrier,
): Promise<NoticeMessage | undefined> {
  if (purpose === 'refused') return refusalMessage(context, invitation);
  const { booking } = invitation;
  if (!isDated(booking)) return undefined;
  const recipient = addresseeOf(invitation);
  if (carrier === 'template') {
    const template = wordsFor(invitation, context.contract).templates?.[purpose];
    const values = noticeValues(booking, valueWords(invitation, context.contract), invitation, now());
    return (
      template &&
      templateMessage(context, { recipient, template, values: variablesOf(values) }, templateButtons(template))
    );
  }
  if (purpose === 'declined') return declinedMessage(context, invitation, booking);
  const words = noticeWords(invitation, context.contract);
  const told = { customerName: invitation.customerName, reason: cancellationReason(invitation) };
  const text = words && noticeText(purpose, booking, words, told, now());
  const buttons = noticeButtons(purpose, booking, invitation, context.contract, now());
  return text === undefined ? undefined : textMessage(context, { recipient, text }, buttons);
}
