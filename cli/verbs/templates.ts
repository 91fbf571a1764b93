import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { formIn } from '../../functions/shared/domain/forms/contract-form.ts';
import type { ChannelTemplate } from '../../functions/shared/provider/channel-templates.ts';
import { EXIT } from '../exit-codes.ts';
import { askTokenOption, examples, type Verb } from './verb.ts';

const Options = z.object({ askToken: z.optional(z.boolean()) });

type UsableTemplate = ChannelTemplate & { flowButton: NonNullable<ChannelTemplate['flowButton']> };

/** Whether the stack can send it: it opens a Flow and has no parameter except the customer's name. */
const isUsable = (template: ChannelTemplate): template is UsableTemplate =>
  template.approved && template.flowButton !== undefined && !template.needsMore;

/** Lists templates that can replace the message while the session window is closed, with their contract entries. */
export const templates: Verb = {
  define: (program) =>
    program
      .command('templates')
      .description('list the approved templates and print what to put into the contract')
      .addOption(askTokenOption())
      .addHelpText(
        'after',
        `
A customer who has not written within 24 hours can be reached by an approved template only. The contract names one for
each language; it must have a FLOW button and no placeholder but {{1}} in its body, which is given the customer's name.
${examples('templates', 'templates --json')}`,
      ),

  async run(session, { options }) {
    const { askToken } = Options.parse(options);
    const contract = await session.contract();
    const channel = askToken ? await session.channelOfContract() : await session.channel(await session.stack());
    const all = await session.progress.during('Reading the templates', () => channel.templates());
    const approved = all.filter((template) => template.approved);
    const choices = Object.keys(contract.languages).map(
      (language) => [language, chooseFor(language, approved.filter(isUsable), formIn(language, contract).id)] as const,
    );
    const chosen = choices.flatMap(([language, template]) => (template ? [[language, template] as const] : []));
    const without = choices.flatMap(([language, template]) => (template ? [] : [language]));

    return {
      exitCode: EXIT.fine,
      lines: [
        approved.length > 0 ? 'Approved templates:' : 'The channel has no approved template.',
        ...approved.map(describe),
        ...fragmentLines(chosen, contract),
        ...without.map((language) => `No template here can be used for "${language}".`),
      ],
      json: {
        templates: approved.map((template) => ({ ...template, usable: isUsable(template) })),
        fragment: {
          languages: Object.fromEntries(
            chosen.map(([language, template]) => [language, { template: entryFor(template) }]),
          ),
        },
        without,
      },
    };
  },
};

const baseOf = (language: string) => language.split(/[_-]/)[0];

/** The best template for a language: the exact language before a near one, and the contract's Flow before others. */
function chooseFor(language: string, usable: UsableTemplate[], flowId: string): UsableTemplate | undefined {
  const near = usable.filter((template) => baseOf(template.language) === baseOf(language));
  const rank = ({ language: own, flowButton }: UsableTemplate) =>
    (own === language ? 0 : 2) + (flowButton.flowId === flowId ? 0 : 1);
  return near.sort((one, other) => rank(one) - rank(other))[0];
}

const entryFor = ({ name, namespace, language, namesCustomer }: ChannelTemplate) => ({
  name,
  namespace,
  language,
  namesCustomer,
});

function describe(template: ChannelTemplate): string {
  const { name, language, namespace, flowButton, needsMore } = template;
  const button = flowButton ? `FLOW button (Flow ${flowButton.flowId ?? 'not told'})` : 'no FLOW button';
  const hindrance = flowButton && needsMore ? ', but needs values that are not known here' : '';
  return `  ${name}  ${language}  namespace ${namespace}  ${button}${hindrance}`;
}

function fragmentLines(chosen: (readonly [string, UsableTemplate])[], contract: Contract): string[] {
  if (chosen.length === 0) return [];
  const wanted = (language: string) => formIn(language, contract).id;
  const elsewhere = chosen.filter(
    ([language, { flowButton }]) => flowButton.flowId && flowButton.flowId !== wanted(language),
  );
  return [
    '',
    'Put these into the contract, each into its language below "languages", and deploy:',
    ...chosen.map(([language, template]) => `  "${language}":  "template": ${JSON.stringify(entryFor(template))}`),
    ...elsewhere.map(
      ([language, { name, flowButton }]) =>
        `Mind that ${name} opens the Flow ${flowButton.flowId}, while the contract names ${wanted(language)}.`,
    ),
  ];
}
