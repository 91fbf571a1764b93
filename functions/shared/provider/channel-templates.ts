import * as z from 'zod/mini';
import type { ChannelCall } from './channel-call.ts';

/** The button of a template that opens a Flow. */
export type TemplateFlowButton = { flowId?: string; screen?: string };

/** A message template of the channel. */
export type ChannelTemplate = {
  name: string;
  namespace: string;
  language: string;
  /** The provider's word in lower case: "approved", "pending", "rejected", "paused". */
  status: string;
  /** WhatsApp sends approved templates only. */
  approved: boolean;
  /** In lower case: "utility", "marketing"; missing if the provider does not tell it. */
  category?: string;
  flowButton?: TemplateFlowButton;
  /** The variables of its body, each once, in the order in which they stand there: "1", "2". */
  variables: string[];
  /** The labels of its quick replies. */
  quickReplies: string[];
  /** Whether its body has {{1}}, which takes the customer's name. */
  namesCustomer: boolean;
  /** Whether it needs values beside those of its body: a picture or a variable in its header, a variable in a link. */
  needsOther: boolean;
};

const IdText = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const MaybeString = z.optional(z.nullable(z.string()));

const Button = z.object({
  type: z.string(),
  text: MaybeString,
  url: MaybeString,
  flow_id: z.optional(z.nullable(IdText)),
  navigate_screen: MaybeString,
});
const Component = z.object({
  type: z.string(),
  format: MaybeString,
  text: MaybeString,
  buttons: z.optional(z.nullable(z.array(Button))),
});
type Component = z.infer<typeof Component>;

const Template = z.object({
  name: z.string(),
  namespace: MaybeString,
  language: z.string(),
  status: z.string(),
  category: MaybeString,
  components: z.optional(z.nullable(z.array(Component))),
});

const TemplatesAnswer = z.object({ total: z.unknown(), templates: z.array(z.unknown()) });

const PAGE = 100;
/** Far more than an account can have. Bounds a list that does not end. */
const PAGES_AT_MOST = 50;

const isOf = (type: string) => (component: { type: string }) => component.type.toUpperCase() === type;

const variablesIn = (text: string | null | undefined): string[] => [
  ...new Set([...(text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].flatMap(([, name]) => name ?? [])),
];

function needsOther(components: readonly Component[]): boolean {
  return components.some((component) => {
    if (isOf('BODY')(component)) return false;
    const isMedia = isOf('HEADER')(component) && !['TEXT', ''].includes((component.format ?? '').toUpperCase());
    const links = component.buttons?.map(({ url }) => url) ?? [];
    return isMedia || [component.text, ...links].some((text) => variablesIn(text).length > 0);
  });
}

function readTemplate(value: unknown): ChannelTemplate[] {
  const parsed = Template.safeParse(value);
  if (!parsed.success) return [];
  const { name, namespace, language, status, category, components: given } = parsed.data;
  const components = given ?? [];
  const buttons = components.flatMap((component) => component.buttons ?? []);
  const button = buttons.find(isOf('FLOW'));
  const variables = variablesIn(components.find(isOf('BODY'))?.text);
  return [
    {
      name,
      namespace: namespace ?? '',
      language,
      status: status.toLowerCase(),
      approved: status.toLowerCase() === 'approved',
      ...(category && { category: category.toLowerCase() }),
      ...(button && {
        flowButton: {
          ...(button.flow_id && { flowId: button.flow_id }),
          ...(button.navigate_screen && { screen: button.navigate_screen }),
        },
      }),
      variables,
      quickReplies: buttons.filter(isOf('QUICK_REPLY')).flatMap(({ text }) => text ?? []),
      namesCustomer: variables.includes('1'),
      needsOther: needsOther(components),
    },
  ];
}

/** All templates of the channel, in the provider's order, without unreadable entries. */
export async function readTemplates(call: ChannelCall): Promise<ChannelTemplate[]> {
  const entries: unknown[] = [];
  for (let page = 0; page < PAGES_AT_MOST; page++) {
    const path = `templates?limit=${PAGE}&offset=${entries.length}`;
    const { total, templates } = await call('GET', path, TemplatesAnswer);
    entries.push(...templates);
    if (templates.length === 0 || entries.length >= (Number(total) || 0)) break;
  }
  return entries.flatMap(readTemplate);
}
