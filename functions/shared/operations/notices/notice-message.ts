import type { BusinessTerms } from '../../domain/business-terms.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import { noticeButtons, templateButtons } from '../../domain/notices/buttons.ts';
import type { Notice, NoticeCarrier } from '../../domain/notices/notice.ts';
import {
  type BookingPurpose,
  noticeText,
  noticeValues,
  noticeWords,
  spokenWith,
  valueWords,
} from '../../domain/notices/notice-text.ts';
import { now } from '../../domain/time/instant.ts';
import { declinedMessage, type NoticeMessage, refusalMessage } from './form-message.ts';
import type { NoticeContext } from './notice-context.ts';

function templateMessage(
  { contract, provider }: NoticeContext,
  invitation: Invitation,
  purpose: BookingPurpose | 'declined',
  values: readonly string[],
): NoticeMessage | undefined {
  const template = contract.languages[spokenWith(invitation, contract)]?.templates?.[purpose];
  const recipient = addresseeOf(invitation);
  return (
    template && {
      send: (withinMs) => provider.sendNoticeTemplate({ recipient, template, values }, withinMs),
      buttons: templateButtons(template),
      opensForm: false,
    }
  );
}

function textMessage(
  { contract, provider }: NoticeContext,
  invitation: Invitation,
  text: string,
  purpose: BookingPurpose,
): NoticeMessage {
  const recipient = addresseeOf(invitation);
  const buttons = noticeButtons(purpose, invitation, contract, now());
  const titled = buttons.map(({ label, meaning }) => ({ id: meaning, title: label }));
  return {
    send: (withinMs) =>
      titled.length > 0
        ? provider.sendButtons({ recipient, text, buttons: titled }, withinMs)
        : provider.sendMessage({ recipient, text }, withinMs),
    buttons,
    opensForm: false,
  };
}

/** The variables of a template's body, in the order that docs/contract.md states: name, service, date, time. */
const variablesOf = ({ name, service, date, time }: ReturnType<typeof noticeValues>) => [name, service, date, time];

/**
 * The message that tells a booking as it is now, the way it is to travel. `undefined` if there is nothing to say after
 * all: no time is free instead of the refused one, or the contract changed.
 */
export async function noticeMessage(
  context: NoticeContext & { contract: BusinessTerms },
  invitation: Invitation,
  { purpose }: Notice,
  carrier: NoticeCarrier,
): Promise<NoticeMessage | undefined> {
  if (purpose === 'refused') return refusalMessage(context, invitation);
  const { booking } = invitation;
  if (!booking?.startsAt) return undefined;
  const dated = { ...booking, startsAt: booking.startsAt };
  if (carrier === 'template') {
    const values = noticeValues(dated, valueWords(invitation, context.contract), invitation, now());
    return templateMessage(context, invitation, purpose, variablesOf(values));
  }
  if (purpose === 'declined') return declinedMessage(context, invitation, dated);
  const words = noticeWords(invitation, context.contract);
  const text = words && noticeText(purpose, dated, words, invitation, now());
  return text === undefined ? undefined : textMessage(context, invitation, text, purpose);
}
