import * as z from 'zod/mini';
import { parseChatId, parsePhone } from '../chat/addresses.ts';

/** Limits of docs/provider.md, section 1. */
const BODY_LIMIT = 1024;
const TEXT_LIMIT = 4096;
const CTA_LIMIT = 20;
const LINE_LIMIT = 60;
const BUTTON_LIMIT = 20;
const MOST_BUTTONS = 3;
/** Limits of a list: of the titles of its sections and rows, of descriptions, of ids, and of all its rows. */
const TITLE_LIMIT = 24;
const DESCRIPTION_LIMIT = 72;
const ID_LIMIT = 200;
const MOST_ROWS = 10;

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}/u;

const filled = (limit: number) =>
  z.string().check(
    z.refine((text) => text.trim() !== '', 'must not be empty'),
    z.maxLength(limit, `must be at most ${limit} characters`),
  );
const identifier = z.string().check(z.minLength(1, 'must not be empty'));

const digits = z.pipe(
  z.union([z.string(), z.int()]),
  z.transform((phone) => String(phone)),
);

const Recipient = {
  phone: z.optional(
    digits.check(z.refine((phone) => parsePhone(phone) !== undefined, 'must be digits only, with the country code')),
  ),
  chatId: z.optional(
    z.string().check(z.refine((chatId) => parseChatId(chatId) !== undefined, 'must be <digits>@c.us or <BSUID>@lid')),
  ),
  quotedMsgId: z.optional(z.string()),
};

const oneRecipient = z.refine<{ phone?: string | undefined; chatId?: string | undefined }>(
  ({ phone, chatId }) => (phone === undefined) !== (chatId === undefined),
  'give exactly one of phone and chatId',
);

/** Body of `POST /sendFlow`. Unknown fields are ignored. */
export const SendFlow = z
  .object({
    ...Recipient,
    body: filled(BODY_LIMIT),
    flowId: identifier,
    flowToken: identifier,
    flowCta: filled(CTA_LIMIT).check(z.refine((cta) => !EMOJI.test(cta), 'must not contain an emoji')),
    flowAction: z.optional(z.enum(['navigate', 'data_exchange'])),
    flowActionPayload: z.optional(
      z.object({
        screen: identifier,
        data: z.optional(
          z
            .record(z.string(), z.unknown())
            .check(z.refine((data) => Object.keys(data).length > 0, 'must not be empty if given')),
        ),
      }),
    ),
    header: z.optional(filled(LINE_LIMIT)),
    footer: z.optional(filled(LINE_LIMIT)),
    mode: z.optional(z.enum(['published', 'draft'])),
    flowMessageVersion: z.optional(z.literal('3')),
  })
  .check(
    oneRecipient,
    z.refine(
      ({ flowAction, flowActionPayload }) => !(flowAction === 'data_exchange' && flowActionPayload !== undefined),
      { path: ['flowActionPayload'], error: 'must be left out with the flowAction data_exchange' },
    ),
  );
export type SendFlow = z.infer<typeof SendFlow>;

/** Body of `POST /sendMessage`. */
export const SendMessage = z.object({ ...Recipient, body: filled(TEXT_LIMIT) }).check(oneRecipient);
export type SendMessage = z.infer<typeof SendMessage>;

const areDifferent = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

const ReplyButton = z.object({ id: filled(ID_LIMIT), title: filled(BUTTON_LIMIT) });

/** Body of `POST /sendButton`. */
export const SendButton = z
  .object({
    ...Recipient,
    body: filled(BODY_LIMIT),
    buttons: z.array(ReplyButton).check(
      z.minLength(1, 'must have a button'),
      z.maxLength(MOST_BUTTONS, `must be at most ${MOST_BUTTONS} buttons`),
      z.refine((buttons) => areDifferent(buttons.map(({ id }) => id)), 'must have different ids'),
      z.refine((buttons) => areDifferent(buttons.map(({ title }) => title)), 'must have different titles'),
    ),
    footer: z.optional(filled(LINE_LIMIT)),
  })
  .check(oneRecipient);
export type SendButton = z.infer<typeof SendButton>;

const Row = z.object({
  id: filled(ID_LIMIT),
  title: filled(TITLE_LIMIT),
  description: z.optional(filled(DESCRIPTION_LIMIT)),
});
const Section = z.object({
  title: z.optional(filled(TITLE_LIMIT)),
  rows: z.array(Row).check(z.minLength(1, 'must have a row')),
});

/** Body of `POST /sendList`. Rows may have the same title, and a section needs one only beside others. */
export const SendList = z
  .object({
    ...Recipient,
    body: filled(BODY_LIMIT),
    action: filled(BUTTON_LIMIT),
    sections: z.array(Section).check(
      z.minLength(1, 'must have a section'),
      z.refine(
        (sections) => sections.flatMap(({ rows }) => rows).length <= MOST_ROWS,
        `must have at most ${MOST_ROWS} rows`,
      ),
      z.refine(
        (sections) => areDifferent(sections.flatMap(({ rows }) => rows.map(({ id }) => id))),
        'must have rows with different ids',
      ),
      z.refine(
        (sections) => sections.length === 1 || sections.every(({ title }) => title !== undefined),
        'must have titles if there are several',
      ),
    ),
    header: z.optional(filled(LINE_LIMIT)),
    footer: z.optional(filled(LINE_LIMIT)),
  })
  .check(oneRecipient);
export type SendList = z.infer<typeof SendList>;

const TextParameter = z.looseObject({ type: z.literal('text'), text: filled(BODY_LIMIT) });
const ActionParameter = z.looseObject({
  type: z.literal('action'),
  action: z.looseObject({ flow_token: identifier, flow_action_data: z.optional(z.record(z.string(), z.unknown())) }),
});

const TemplateParams = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('body'), parameters: z.array(TextParameter) }),
  z.looseObject({
    type: z.literal('button'),
    sub_type: z.literal('flow'),
    index: z.pipe(z.union([z.string(), z.int()]), z.transform(Number)),
    parameters: z.tuple([ActionParameter]),
  }),
]);

/** Body of `POST /sendTemplate`. The template's name is checked separately: its refusal has another text. */
export const SendTemplate = z
  .object({
    ...Recipient,
    namespace: z.optional(z.string()),
    template: z.optional(z.string()),
    language: z.optional(z.object({ policy: z.optional(z.string()), code: z.optional(z.string()) })),
    params: z.optional(z.array(TemplateParams)),
  })
  .check(oneRecipient);
export type SendTemplate = z.infer<typeof SendTemplate>;
