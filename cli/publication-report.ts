import type { Contract } from '../functions/shared/contract/contract.ts';
import { formIn, liveFlowId } from '../functions/shared/domain/forms/contract-form.ts';
import type { FlowContent } from '../infra/flow/flow-name.ts';
import { EXIT, VerbFailure } from './exit-codes.ts';
import type { PublishedForm } from './flow-publication.ts';
import type { Report } from './report.ts';

/** Says how the Flow JSON and the contract disagree. */
export function mismatchReport(mismatches: readonly string[]): Report {
  return {
    exitCode: EXIT.attention,
    lines: [
      'The Flow JSON and the contract do not fit together; nothing was sent:',
      ...mismatches.map((one) => `  ${one}`),
    ],
    json: { outcome: 'mismatch', mismatches },
  };
}

/** The entry for a live form. A static form stays beside it, so that one word leads back. */
const withLive = (id: string, flow: Contract['flow']) =>
  flow.action === undefined ? { id, kind: 'live', mode: flow.mode } : { ...flow, kind: 'live', liveId: id };

/** The contract's entry for a form: the default language's is that of all languages that have none of their own. */
function entryFor({ id, language }: PublishedForm, { flow, booking, defaultLanguage }: Contract): string {
  if (language === undefined) return `"flow": ${JSON.stringify(withLive(id, flow))}`;
  const days = booking.services && { daysByInvitation: true };
  const { action, screen } = flow;
  return language === defaultLanguage
    ? `"flow": ${JSON.stringify({ id, action, screen, ...days })}`
    : `below "languages", into "${language}":  "flow": ${JSON.stringify({ id, ...days })}`;
}

function isNamed({ id, language }: PublishedForm, contract: Contract): boolean {
  if (language === undefined) return liveFlowId(contract) === id;
  const named = formIn(language, contract);
  return named.id === id && (!contract.booking.services || named.daysByInvitation === true);
}

function linesOf(form: PublishedForm, contract: Contract): string[] {
  const { id, name, outcome, faults, previewUrl } = form;
  if (outcome === 'faulty') {
    return [
      `WhatsApp finds faults in the Flow JSON (draft ${id}):`,
      ...faults.map(({ message, where }) => `  ${where ? `${where}: ` : ''}${message}`),
    ];
  }
  if (outcome === 'draft') {
    // WhatsApp publishes a live Flow only when its endpoint answers, and a stack has one only when its contract is live.
    const next = `Put this into the contract and deploy:  ${entryFor(form, contract)}  Then run this again without --draft.`;
    return [
      `The Flow ${id} ("${name}") is a draft.`,
      ...(previewUrl ? [`Try it: ${previewUrl}`] : []),
      ...(form.language === undefined && !isNamed(form, contract) ? [next] : []),
    ];
  }
  const next = isNamed(form, contract)
    ? 'The contract names it; nothing else is to be done.'
    : `Put this into the contract and deploy:  ${entryFor(form, contract)}`;
  return [`The Flow ${id} ("${name}") ${outcome === 'published' ? 'is published' : 'is published already'}.`, next];
}

/**
 * The JSON of a form alone, for a pipe.
 * @throws VerbFailure if there are several forms
 */
export function printedForm([form, ...others]: readonly FlowContent[]): Report {
  if (!form || others.length > 0)
    throw new VerbFailure('--print prints one form: say with --language which one.', EXIT.wrongUsage);
  const { flowJson } = form;
  return { exitCode: EXIT.fine, lines: JSON.stringify(flowJson, undefined, 2).split('\n'), json: flowJson };
}

/** Says for each form what became of it and what goes into the contract. */
export function publicationReport(forms: readonly PublishedForm[], contract: Contract): Report {
  const isFaulty = forms.some(({ outcome }) => outcome === 'faulty');
  return {
    exitCode: isFaulty ? EXIT.attention : EXIT.fine,
    lines: forms.flatMap((form) => linesOf(form, contract)),
    json: { flows: forms },
  };
}
