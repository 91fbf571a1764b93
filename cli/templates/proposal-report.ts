import { newTemplateBody } from '../../functions/shared/provider/channel-new-template.ts';
import { EXIT } from '../exit-codes.ts';
import { columns, type Report } from '../report.ts';
import { type ContractEntry, contractFragment, entryLine } from './contract-entries.ts';
import type { SubmittedTemplate } from './create-templates.ts';
import { type TemplateNeed, titleOf } from './template-needs.ts';
import type { TemplateProposal } from './template-proposals.ts';

/** What to do about a need that has no proposal. */
function lackLine(need: TemplateNeed): string {
  const names = need.placeholders.map((name) => `{{${name}}}`).join(', ');
  return `No proposal for ${titleOf(need)}: WhatsApp takes no template with the contract's words, and the project has none in this language. Write one text with ${names} in this order, and with words before, between and after them.`;
}

function proposalLines({ need, template }: TemplateProposal): string[] {
  const { name, category, language, body, samples, buttons } = template;
  const rows: [string, string][] = [
    ['Name', name],
    ['Category', category === 'utility' ? 'Utility' : 'Marketing'],
    ['Language', language],
    ['Body', body],
    ['Samples', samples.map((sample, index) => `{{${index + 1}}} ${sample}`).join(' | ')],
    ...buttons.map((button): [string, string] =>
      button.kind === 'flow'
        ? ['Flow button', `${button.label} (Flow ${button.flowId}${button.screen ? `, screen ${button.screen}` : ''})`]
        : ['Quick reply', button.label],
    ),
  ];
  return [titleOf(need), ...columns(rows).map((line) => `  ${line}`), ''];
}

const jsonOf = ({ need, template }: TemplateProposal) => ({
  ...{ language: need.language, purpose: need.purpose, path: need.path.join('.') },
  template: newTemplateBody(template),
});

/** Shows proposals; nothing was sent. */
export function proposalReport(proposals: readonly TemplateProposal[], without: readonly TemplateNeed[]): Report {
  return {
    exitCode: EXIT.fine,
    lines: [
      ...proposals.flatMap(proposalLines),
      ...without.map(lackLine),
      'Make each in WhatsApp Manager → Message templates, or run this again with --create. When WhatsApp has approved',
      'them, "npm run channel -- templates" prints what to put into the contract.',
    ],
    json: { proposals: proposals.map(jsonOf), without: without.map(({ path }) => path.join('.')) },
  };
}

/** The entry by which the contract names a template that was submitted. */
function entryOf({ need, template: { name, language }, namespace = '' }: SubmittedTemplate): ContractEntry {
  const named = { name, namespace, language };
  if (need.kind === 'invitation') return { path: need.path, value: { ...named, namesCustomer: true } };
  const { buttons } = need;
  return { path: need.path, value: { ...named, ...(Object.keys(buttons).length > 0 && { buttons }) } };
}

function outcomeLine({ need, template, outcome, why, status }: SubmittedTemplate): string {
  const title = `${titleOf(need)}: ${template.name} in ${template.language}`;
  if (outcome === 'refused') return `${title} was refused. ${why}`;
  return status === undefined
    ? `${title} was submitted, but is not on the list yet: run "npm run channel -- templates" later.`
    : `${title} was submitted, and is ${status}.`;
}

/** Says what became of proposals, and what to put into the contract. `present`: the channel had them before. */
export function creationReport(
  submitted: readonly SubmittedTemplate[],
  present: readonly TemplateProposal[],
  without: readonly TemplateNeed[],
): Report {
  const entries = submitted
    .filter(({ namespace, need }) => namespace !== undefined && namespace !== need.entry?.namespace)
    .map(entryOf);
  const isDone = without.length === 0 && submitted.every(({ status }) => status !== undefined && status !== 'rejected');
  return {
    exitCode: isDone ? EXIT.fine : EXIT.attention,
    lines: [
      ...present.map(
        ({ need, template: { name, language } }) =>
          `${titleOf(need)}: the channel has ${name} in ${language} already; nothing was submitted for it.`,
      ),
      ...submitted.map(outcomeLine),
      ...without.map(lackLine),
      ...(entries.length > 0
        ? ['', 'When WhatsApp has approved them, put these into the contract, and deploy:', ...entries.map(entryLine)]
        : []),
    ],
    json: {
      submitted: submitted.map(({ outcome, why, status, ...proposal }) => ({
        ...jsonOf(proposal),
        ...{ outcome, why, status },
      })),
      present: present.map(jsonOf),
      without: without.map(({ path }) => path.join('.')),
      fragment: contractFragment(entries),
    },
  };
}
