import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { NoticeTemplate } from '../../functions/shared/domain/business-terms.ts';
import { formIn, liveFlowId } from '../../functions/shared/domain/forms/contract-form.ts';
import type { BookingPurpose } from '../../functions/shared/domain/notices/notice-text.ts';

/** What the buttons of a template do, with their labels. */
export type QuickReplies = NonNullable<NoticeTemplate['buttons']>;

type Named = { name: string; namespace: string; language: string };

type Need = {
  /** The contract's language. */
  language: string;
  /** Where the template's entry stands in the contract. */
  path: readonly string[];
  /** What the contract says while the session window is open. */
  words: string;
  /** What the variables of the body stand for, in order, as the words name them. */
  placeholders: readonly string[];
  category: 'utility' | 'marketing';
};

/** A template that invites: its button opens the form. */
export type InvitationNeed = Need & {
  kind: 'invitation';
  purpose: 'invitation';
  button: { label: string; flowId: string; action: 'navigate' | 'data_exchange'; screen?: string | undefined };
  entry?: (Named & { namesCustomer: boolean }) | undefined;
};

/** A template that tells of a booking. */
export type NoticeNeed = Need & {
  kind: 'notice';
  purpose: BookingPurpose;
  /** The labels of the entry, else those under the text that it stands for. */
  buttons: QuickReplies;
  entry?: NoticeTemplate | undefined;
};

/** A template that the contract has a use for while a session window is closed. */
export type TemplateNeed = InvitationNeed | NoticeNeed;

/** The order of the variables in a template that tells of a booking: docs/contract.md. */
const NOTICE_PLACEHOLDERS = ['name', 'service', 'date', 'time'] as const;

const PURPOSES = ['booked', 'changed', 'cancelled'] as const;

type Language = Contract['languages'][string];

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

function labelsFor(purpose: BookingPurpose, { chat }: Language): QuickReplies {
  if (!chat) return {};
  const { change, cancel, book } = chat.buttons;
  return purpose === 'cancelled' ? { book } : { change, cancel };
}

/** None for a purpose without a text: the contract tells nobody of it. */
function noticeNeeds(language: string, terms: Language): NoticeNeed[] {
  return PURPOSES.flatMap((purpose) => {
    const words = terms.confirmation?.[purpose];
    if (words === undefined) return [];
    const entry = terms.templates?.[purpose];
    return [
      {
        ...{ kind: 'notice' as const, purpose, language, path: ['languages', language, 'templates', purpose] },
        ...{ words, placeholders: NOTICE_PLACEHOLDERS, category: 'utility' as const, entry },
        buttons: entry?.buttons ?? labelsFor(purpose, terms),
      },
    ];
  });
}

/** Every template that the contract has a use for, in each of its languages. */
export const templateNeeds = (contract: Contract): TemplateNeed[] =>
  Object.entries(contract.languages).flatMap(([language, terms]) => [
    invitationNeed(language, terms, contract),
    ...noticeNeeds(language, terms),
  ]);

/** What to call a need in a line for people: "booked (en)". */
export const titleOf = ({ purpose, language }: TemplateNeed): string => `${purpose} (${language})`;
