import { Temporal } from 'temporal-polyfill';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { templateWording } from '../../functions/shared/domain/notices/template-wording.ts';
import { staffTexts } from '../../functions/shared/domain/staff/staff-texts.ts';
import { dateInWords, languageTag, timeInWords } from '../../functions/shared/domain/text/local-words.ts';
import { instantAt, now } from '../../functions/shared/domain/time/instant.ts';
import { inZone } from '../../functions/shared/domain/time/local-time.ts';
import type { NewTemplate, NewTemplateButton } from '../../functions/shared/provider/channel-new-template.ts';
import { isTemplateBody, withVariables } from './template-body.ts';
import type { TemplateNeed } from './template-needs.ts';

/** A template that is ready for WhatsApp's review, and the need that it meets. */
export type TemplateProposal = { need: TemplateNeed; template: NewTemplate };

/** The name that a template for this need gets: the contract's, or one made of the contract's name. */
export const nameFor = ({ entry, purpose }: TemplateNeed, contract: Pick<Contract, 'name'>): string =>
  entry?.name ?? `${contract.name}_${purpose}`.replaceAll('-', '_');

/** The contract's own words where they keep WhatsApp's rules, else the project's; `undefined` where there are none. */
function bodyFor(need: TemplateNeed): string | undefined {
  const { words, placeholders, language } = need;
  const own = words && withVariables(words, placeholders);
  if (own && isTemplateBody(own, placeholders.length, language)) return own;
  return need.kind === 'notice' ? templateWording(language, need.wording) : undefined;
}

const SAMPLE_NAME = 'Alex';
const SAMPLE_CLOCK = new Temporal.PlainTime(10, 30);

/** What a customer could read in place of each placeholder: a booking of the first service, a week from now. */
function sampleValues(contract: Contract, language: string): Record<string, string> {
  const { booking, languages } = contract;
  const { timeZone, services } = booking;
  const day = Temporal.Now.plainDateISO(timeZone).add({ days: 7 });
  const startsAt = instantAt(inZone(day, SAMPLE_CLOCK, timeZone).moment.epochMilliseconds);
  const locale = { language: languageTag(language), timeZone };
  return {
    name: SAMPLE_NAME,
    1: SAMPLE_NAME,
    what: staffTexts(language, contract).booked,
    service: services?.[0]?.title[language] ?? languages[language]?.confirmation?.fallbackService ?? 'Consultation',
    date: dateInWords(startsAt, locale, now()),
    time: timeInWords(startsAt, locale),
  };
}

const buttonsOf = (need: TemplateNeed): NewTemplateButton[] =>
  need.kind === 'invitation'
    ? [{ kind: 'flow', ...need.button }]
    : Object.values(need.buttons).flatMap((label) =>
        label === undefined ? [] : [{ kind: 'quick-reply' as const, label }],
      );

/**
 * The template that meets a need. `undefined` where the contract's words break WhatsApp's rules, and the project has
 * none in that language.
 */
export function proposeTemplate(need: TemplateNeed, contract: Contract): TemplateProposal | undefined {
  const body = bodyFor(need);
  if (body === undefined) return undefined;
  const values = sampleValues(contract, need.language);
  return {
    need,
    template: {
      name: nameFor(need, contract),
      language: need.entry?.language ?? need.language,
      category: need.category,
      body,
      samples: need.placeholders.map((placeholder) => values[placeholder] ?? ''),
      buttons: buttonsOf(need),
    },
  };
}
