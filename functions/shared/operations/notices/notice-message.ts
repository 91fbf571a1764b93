import { wishOfForm } from '../../domain/booking/form-request.ts';
import type { BusinessTerms } from '../../domain/business-terms.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import { noticeButtons, templateButtons } from '../../domain/notices/buttons.ts';
import type { Notice, NoticeCarrier, SentButton } from '../../domain/notices/notice.ts';
import {
  type BookingPurpose,
  noticeText,
  noticeValues,
  noticeWords,
  spokenWith,
} from '../../domain/notices/notice-text.ts';
import { refusalText, refusalWords, refusedForm } from '../../domain/notices/refusal.ts';
import { now } from '../../domain/time/instant.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { flowMessage } from '../invitation/make-attempt.ts';
import { alternativesTo } from '../places/alternatives.ts';
import type { NoticeContext } from './notice-context.ts';

/** A message that is ready to be sent. `opensForm`: a form that answers it belongs to the invitation. */
export type NoticeMessage = {
  send: (withinMs: number) => Promise<SendOutcome>;
  buttons: readonly SentButton[];
  opensForm: boolean;
};

/** The message about a refused form: the same invitation again, under the nearest times that are free. */
async function refusalMessage(context: NoticeContext, invitation: Invitation): Promise<NoticeMessage | undefined> {
  const { table, contract, provider } = context;
  const [words, form] = [refusalWords(invitation, contract), refusedForm(invitation)];
  if (!words || !form) return undefined;
  const wish = wishOfForm(invitation, form.id, form.entry, contract.booking, Date.now());
  // The contract has changed since the form was refused, and names its service no more.
  if ('refused' in wish) return undefined;
  const free = await alternativesTo(table, { ...wish.request, askedAt: Date.now() });
  if (free.length === 0) return undefined;
  const text = refusalText(form, invitation, words, free, now());
  const message = await flowMessage(context, invitation, () => text);
  return { send: (withinMs) => provider.sendFlow(message, withinMs), buttons: [], opensForm: true };
}

function templateMessage(
  { contract, provider }: NoticeContext,
  invitation: Invitation,
  purpose: BookingPurpose,
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
  const words = noticeWords(invitation, context.contract);
  const { booking } = invitation;
  if (!words || !booking?.startsAt) return undefined;
  const dated = { ...booking, startsAt: booking.startsAt };
  if (carrier === 'template') {
    const values = variablesOf(noticeValues(dated, words, invitation, now()));
    return templateMessage(context, invitation, purpose, values);
  }
  const text = noticeText(purpose, dated, words, invitation, now());
  return text === undefined ? undefined : textMessage(context, invitation, text, purpose);
}
