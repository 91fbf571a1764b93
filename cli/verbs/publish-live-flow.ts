import type { Contract } from '../../functions/shared/contract/contract.ts';
import {
  type EndpointAddress,
  endpointAddress,
  liveStepsByHand,
  requireEndpoint,
} from '../endpoint/live-publication.ts';
import { EXIT } from '../exit-codes.ts';
import { hasNoFlowMethods, publishForms } from '../flow-publication.ts';
import { type FormToPublish, liveFormToPublish } from '../forms-to-publish.ts';
import { printedForm, publicationReport } from '../publication-report.ts';
import type { PublishOptions } from '../publish-options.ts';
import type { Report } from '../report.ts';
import { saveForms } from '../save-forms.ts';
import type { Session } from '../session.ts';

/**
 * Publishes the live form with the address of the stack's endpoint. Where the provider has no methods for it, the report
 * has the steps in WhatsApp Manager and everything to paste there.
 */
export async function publishLiveForm(session: Session, contract: Contract, asked: PublishOptions): Promise<Report> {
  if (asked.print) return printedForm([liveFormToPublish(contract)]);
  const stack = await session.stack();
  const address = await session.progress.during('Reading the root secret', () => endpointAddress(stack));
  const form = liveFormToPublish(contract, address.url);
  if (asked.save !== undefined) return saved(asked.save, form, address);
  if (!asked.draft) await session.progress.during('Asking the endpoint', () => requireEndpoint(stack, address));
  const { flows } = await session.channel(stack);
  try {
    return publicationReport(await publishForms(flows, [form], asked, session.progress), contract);
  } catch (error) {
    if (!hasNoFlowMethods(error)) throw error;
    return byHand(form, address);
  }
}

async function saved(folder: string, form: FormToPublish, address: EndpointAddress): Promise<Report> {
  const [file = ''] = await saveForms(folder, [form]);
  return {
    exitCode: EXIT.fine,
    lines: [`Wrote ${file}. Nothing was sent to the provider.`, '', ...liveStepsByHand(address, file)],
    json: { outcome: 'saved', files: [file], ...address },
  };
}

/** The JSON comes first: the end of the output is what a terminal shows. */
const byHand = ({ flowJson }: FormToPublish, address: EndpointAddress): Report => ({
  exitCode: EXIT.attention,
  lines: [
    ...JSON.stringify(flowJson, undefined, 2).split('\n'),
    '',
    'The provider does not offer Flows through its API on this channel: publish the form by hand.',
    ...liveStepsByHand(
      address,
      'all lines above from "{" to "}", or the file that "publish-flow --live --save forms" writes',
    ),
  ],
  json: { outcome: 'by-hand', flowJson, ...address },
});
