import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { ChannelTemplate } from '../../functions/shared/provider/channel-templates.ts';
import { EXIT } from '../exit-codes.ts';
import { columns } from '../report.ts';
import { type ChosenTemplate, chooseInvitation, chooseNotice, isUsable } from '../templates/choose-templates.ts';
import { contractFragment, entryLine } from '../templates/contract-entries.ts';
import { judgeEntry } from '../templates/judge-template.ts';
import { type TemplateNeed, templateNeeds, titleOf } from '../templates/template-needs.ts';
import { nameFor } from '../templates/template-proposals.ts';
import { proposeTemplates } from './templates-propose.ts';
import { askTokenOption, examples, type Verb } from './verb.ts';

const Options = z.object({ askToken: z.optional(z.boolean()) });

/** Lists the templates that replace messages while the session window is closed, with their contract entries. */
export const templates: Verb = {
  define: (program) =>
    program
      .command('templates')
      .description('list the approved templates, check those of the contract, and print what to put into it')
      .addOption(askTokenOption())
      .addHelpText(
        'after',
        `
A customer who has not written within 24 hours can be reached by an approved template only. One that invites has a FLOW
button and no variable but {{1}} in its body, which is given the customer's name. One that tells of a booking has {{1}} to
{{4}}: name, service, date and time. "templates propose" words all of them for WhatsApp's review.
${examples('templates', 'templates --json', 'templates propose')}`,
      ),
  verbs: [proposeTemplates],

  async run(session, { options }) {
    const { askToken } = Options.parse(options);
    const contract = await session.contract();
    const channel = askToken ? await session.channelOfContract() : await session.channel(await session.stack());
    const all = await session.progress.during('Reading the templates', () => channel.templates());
    const approved = all.filter((template) => template.approved);
    const needs = templateNeeds(contract);
    const chosen = needs.flatMap((need) => choose(need, approved, contract) ?? []);
    const without = needs.filter(
      (need) => need.kind === 'invitation' && !chosen.some(({ need: { path } }) => path === need.path),
    );

    return {
      exitCode: EXIT.fine,
      lines: [
        approved.length > 0 ? 'Approved templates:' : 'The channel has no approved template.',
        ...approved.map(describe),
        ...useLines(needs, all),
        ...fragmentLines(chosen),
        ...without.map(({ language }) => `No template here can be used for "${language}".`),
      ],
      json: {
        templates: approved.map((template) => ({ ...template, usable: isUsable(template) })),
        uses: needs.flatMap((need) => {
          const judged = judgeEntry(need, all);
          return judged ? [{ path: need.path.join('.'), name: need.entry?.name, ...judged }] : [];
        }),
        fragment: contractFragment(chosen.map(({ entry }) => entry)),
        without: without.map(({ language }) => language),
      },
    };
  },
};

/** A template of a notice is chosen only where the contract names none: it is found by its proposal's name. */
function choose(
  need: TemplateNeed,
  approved: readonly ChannelTemplate[],
  contract: Contract,
): ChosenTemplate | undefined {
  if (need.kind === 'invitation') return chooseInvitation(need, approved);
  return need.entry ? undefined : chooseNotice(need, nameFor(need, contract), approved);
}

function describe(template: ChannelTemplate): string {
  const { name, language, namespace, flowButton, quickReplies, variables, needsOther } = template;
  const buttons = [
    flowButton ? `FLOW button (Flow ${flowButton.flowId ?? 'not told'})` : 'no FLOW button',
    ...(quickReplies.length > 0 ? [`quick replies ${quickReplies.map((label) => `"${label}"`).join(', ')}`] : []),
    variables.length === 1 ? '1 variable' : `${variables.length} variables`,
    ...(needsOther ? ['needs values that the stack does not send'] : []),
  ];
  return `  ${name}  ${language}  namespace ${namespace}  ${buttons.join(', ')}`;
}

const NO_ENTRY: Record<TemplateNeed['kind'], string> = {
  invitation: 'none: who has not written within 24 hours cannot be invited.',
  notice: 'none: a person tells customers who have not written within 24 hours.',
};

function useLines(needs: readonly TemplateNeed[], all: readonly ChannelTemplate[]): string[] {
  const judged = needs.map((need) => [titleOf(need), judgeEntry(need, all)?.says ?? NO_ENTRY[need.kind]] as const);
  return ['', 'What the contract names:', ...columns(judged).map((line) => `  ${line}`)];
}

function fragmentLines(chosen: readonly ChosenTemplate[]): string[] {
  if (chosen.length === 0) return [];
  return [
    '',
    'Put these into the contract, and deploy:',
    ...chosen.map(({ entry }) => entryLine(entry)),
    ...chosen.flatMap(({ need, template: { name, flowButton } }) => {
      if (need.kind !== 'invitation' || !flowButton?.flowId || flowButton.flowId === need.button.flowId) return [];
      return [`Mind that ${name} opens the Flow ${flowButton.flowId}, while the contract names ${need.button.flowId}.`];
    }),
  ];
}
