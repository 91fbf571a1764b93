import * as z from 'zod/mini';
import type { ChannelCall } from './channel-call.ts';

/** The button of a template that opens a Flow. */
export type TemplateFlowButton = { flowId?: string; screen?: string };

/** A message template of the channel. */
export type ChannelTemplate = {
  name: string;
  namespace: string;
  language: string;
  /** WhatsApp sends approved templates only. */
  approved: boolean;
  flowButton?: TemplateFlowButton;
  /** Whether its body has {{1}}, which takes the customer's name. */
  namesCustomer: boolean;
  /** Whether it needs values that this stack does not send: more placeholders, or a picture or a file in its header. */
  needsMore: boolean;
};

const IdText = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

const Button = z.object({
  type: z.string(),
  flow_id: z.optional(z.nullable(IdText)),
  navigate_screen: z.optional(z.nullable(z.string())),
});
const Component = z.object({
  type: z.string(),
  format: z.optional(z.nullable(z.string())),
  text: z.optional(z.nullable(z.string())),
  buttons: z.optional(z.nullable(z.array(Button))),
});
type Component = z.infer<typeof Component>;

const Template = z.object({
  name: z.string(),
  namespace: z.optional(z.nullable(z.string())),
  language: z.string(),
  status: z.string(),
  components: z.optional(z.nullable(z.array(Component))),
});

const TemplatesAnswer = z.object({ total: z.unknown(), templates: z.array(z.unknown()) });

const PAGE = 100;
/** Far more than an account can have. Bounds a list that does not end. */
const PAGES_AT_MOST = 50;

const isOf = (type: string) => (component: { type: string }) => component.type.toUpperCase() === type;

const placeholdersIn = (text: string | null | undefined): string[] =>
  [...(text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].flatMap(([, name]) => name ?? []);

function needsMore(components: readonly Component[]): boolean {
  return components.some((component) => {
    const allowed = isOf('BODY')(component) ? ['1'] : [];
    const isMedia = isOf('HEADER')(component) && !['TEXT', ''].includes((component.format ?? '').toUpperCase());
    return isMedia || placeholdersIn(component.text).some((name) => !allowed.includes(name));
  });
}

function readTemplate(value: unknown): ChannelTemplate[] {
  const parsed = Template.safeParse(value);
  if (!parsed.success) return [];
  const { name, namespace, language, status, components: given } = parsed.data;
  const components = given ?? [];
  const button = components.flatMap(({ buttons }) => buttons ?? []).find(isOf('FLOW'));
  return [
    {
      name,
      namespace: namespace ?? '',
      language,
      approved: status.toLowerCase() === 'approved',
      ...(button && {
        flowButton: {
          ...(button.flow_id && { flowId: button.flow_id }),
          ...(button.navigate_screen && { screen: button.navigate_screen }),
        },
      }),
      namesCustomer: components.filter(isOf('BODY')).some(({ text }) => placeholdersIn(text).includes('1')),
      needsMore: needsMore(components),
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
