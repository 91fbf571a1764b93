import type { Contract } from '../../functions/shared/contract/contract.ts';
import { formIn, liveFlowId } from '../../functions/shared/domain/forms/contract-form.ts';
import type { TemplateWording } from '../../functions/shared/domain/notices/template-wording.ts';
import { NEWS_PLACEHOLDERS, staffTexts } from '../../functions/shared/domain/staff/staff-texts.ts';

/** The labels of quick replies, by what they do. */
export type QuickReplies = Readonly<Record<string, string | undefined>>;

type Named = { name: string; namespace: string; language: string };

type Need = {
  /** The contract's language. */
  language: string;
  /** What it is for, in a word or two: "follow-up". */
  purpose: string;
  /** Where the template's entry stands in the contract. */
  path: readonly string[];
  /** What the contract says while the session window is open, if that is one text. */
  words?: string | undefined;
  /** What the variables of the body stand for, in order, as the words name them. */
  placeholders: readonly string[];
  category: 'utility' | 'marketing';
};

/** A template that invites: its button opens the form. */
export type InvitationNeed = Need & {
  kind: 'invitation';
  button: { label: string; flowId: string; action: 'navigate' | 'data_exchange'; screen?: string | undefined };
  entry?: (Named & { namesCustomer: boolean }) | undefined;
};

/** A template that tells something, with quick replies. */
export type NoticeNeed = Need & {
  kind: 'notice';
  /** The project's own body for it. */
  wording: TemplateWording;
  /** The labels of the entry, else those under the text that it stands for. */
  buttons: QuickReplies;
  entry?: (Named & { buttons?: QuickReplies | undefined }) | undefined;
};

/** A template that the contract has a use for while a session window is closed. */
export type TemplateNeed = InvitationNeed | NoticeNeed;

/** The order of the variables in a template for customers: docs/contract.md. */
const CUSTOMER_PLACEHOLDERS = ['name', 'service', 'date', 'time'] as const;

type Language = Contract['languages'][string];
type Templates = NonNullable<Language['templates']>;

function invitationNeed(language: string, { greeting, cta, template }: Language, contract: Contract): InvitationNeed {
  const flowId = formIn(language, contract).id;
  const { action = 'data_exchange', screen } = contract.flow;
  const opening = liveFlowId(contract) === undefined ? { action, screen } : { action: 'data_exchange' as const };
  return {
    ...{ kind: 'invitation', purpose: 'invitation', language, path: ['languages', language, 'template'] },
    ...{ words: greeting, placeholders: ['1'], category: 'utility', entry: template },
    button: { label: cta, flowId, ...opening },
  };
}

/** The text of the contract that a language has for one of these keys, if there is just one; `undefined` without any. */
function soleText(
  terms: readonly { key: string }[] | undefined,
  texts: Readonly<Record<string, string>> | undefined,
): { words: string | undefined } | undefined {
  const found = (terms ?? []).flatMap(({ key }) => texts?.[key] ?? []);
  if (found.length === 0) return undefined;
  return { words: found.length === 1 ? found[0] : undefined };
}

/** What the contract tells customers in one language, in the order of a booking's life. */
function customerNeeds(language: string, terms: Language, contract: Contract): NoticeNeed[] {
  const { confirmation, chat, templates = {} } = terms;
  const { coming, change, cancel, book } = chat?.buttons ?? {};
  const need = (
    field: keyof Templates,
    words: string | undefined,
    buttons: QuickReplies,
    more: Partial<Pick<NoticeNeed, 'purpose' | 'wording' | 'category'>> = {},
  ): NoticeNeed => ({
    ...{ kind: 'notice', purpose: field, wording: field, category: 'utility', language, words, ...more },
    ...{ path: ['languages', language, 'templates', field], placeholders: CUSTOMER_PLACEHOLDERS },
    ...{ buttons: templates[field]?.buttons ?? buttons, entry: templates[field] },
  });
  const told = (field: 'booked' | 'requested' | 'changed' | 'cancelled', buttons: QuickReplies) =>
    confirmation?.[field] === undefined ? [] : [need(field, confirmation[field], buttons)];

  const isManual = contract.booking.approval === 'manual';
  const reminder = soleText(contract.reminders, terms.reminders);
  const followUp = soleText(contract.followUps, terms.followUps);
  const offers = contract.followUps?.some(({ category }) => category === 'marketing') ?? false;
  const asFollowUp = {
    purpose: 'follow-up',
    ...(offers && ({ wording: 'followUpOffer', category: 'marketing' } as const)),
  };
  return [
    ...(isManual ? told('requested', { change, cancel }) : []),
    ...told('booked', { change, cancel }),
    ...told('changed', { change, cancel }),
    ...told('cancelled', { book }),
    ...(isManual && terms.declined !== undefined ? [need('declined', terms.declined, { book })] : []),
    ...(reminder ? [need('reminder', reminder.words, { coming, change, cancel })] : []),
    ...(followUp ? [need('followUp', followUp.words, { book }, asFollowUp)] : []),
  ];
}

/** What staff are told on WhatsApp, in each language that one of them reads. */
function staffNeeds(contract: Contract): NoticeNeed[] {
  const { staff, booking } = contract;
  const languages = new Set(staff?.phones?.map(({ language }) => language));
  return [...languages].flatMap((language) => {
    const { approve, refuse, call, news: words } = staffTexts(language, contract);
    const entries = staff?.templates?.[language];
    const common = { language, words, placeholders: NEWS_PLACEHOLDERS, category: 'utility' as const };
    const news: NoticeNeed = {
      ...{ kind: 'notice', purpose: 'staff-news', wording: 'staffNews', ...common },
      ...{ path: ['staff', 'templates', language, 'news'], entry: entries?.news },
      buttons: entries?.news.buttons ?? { call },
    };
    const toApprove: NoticeNeed = {
      ...{ kind: 'notice', purpose: 'staff-to-approve', wording: 'staffToApprove', ...common },
      ...{ path: ['staff', 'templates', language, 'toApprove'], entry: entries?.toApprove },
      buttons: entries?.toApprove?.buttons ?? { approve, refuse, call },
    };
    return booking.approval === 'manual' ? [news, toApprove] : [news];
  });
}

/** Every template that the contract has a use for, in each of its languages, and in those of the staff. */
export const templateNeeds = (contract: Contract): TemplateNeed[] => [
  ...Object.entries(contract.languages).flatMap(([language, terms]): TemplateNeed[] => [
    invitationNeed(language, terms, contract),
    ...customerNeeds(language, terms, contract),
  ]),
  ...staffNeeds(contract),
];

/** What to call a need in a line for people: "booked (en)". */
export const titleOf = ({ purpose, language }: TemplateNeed): string => `${purpose} (${language})`;
