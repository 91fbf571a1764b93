import { Option } from 'commander';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { flowMismatches } from '../flow-json.ts';
import { hasNoFlowMethods, publishForms } from '../flow-publication.ts';
import { staticForms } from '../forms-to-publish.ts';
import { mismatchReport, printedForm, publicationReport } from '../publication-report.ts';
import { type PublishOptions, parsePublishOptions } from '../publish-options.ts';
import type { Report } from '../report.ts';
import { saveForms } from '../save-forms.ts';
import type { Session } from '../session.ts';
import { publishLiveForm } from './publish-live-flow.ts';
import { askTokenOption, examples, type Verb } from './verb.ts';

/** Publishes the appointment form on the channel's WhatsApp account, in each language, or as one live form. */
export const publishFlow: Verb = {
  define: (program) =>
    program
      .command('publish-flow')
      .description('make the appointment form of the contract, publish it on WhatsApp, and print its id')
      .addOption(
        new Option('--live', 'the live form, whose data the endpoint answers').conflicts([
          'language',
          'file',
          'askToken',
        ]),
      )
      .option('--language <tag>', 'only the form in this language; otherwise in all languages of the contract')
      .option('--file <file>', 'this Flow JSON instead of the one that the contract gives')
      .option('--flow-id <id>', 'change this Flow instead of the one with this content')
      .option('--draft', 'do not publish it; print where it can be tried')
      .option('--save <folder>', 'write the Flow JSON into this folder instead, to publish it by hand')
      .addOption(
        new Option('--print', 'print the Flow JSON instead, of one form').conflicts(['save', 'draft', 'flowId']),
      )
      .addOption(askTokenOption())
      .addHelpText(
        'after',
        `
The form has the contract's services, times and fields, one Flow for each language. A published Flow cannot be changed:
each content becomes a Flow of its own, named after the contract, the language and the content. The same content again
changes nothing. A contract without services has one form, which is the file infra/flow/appointment-flow.json. With --live
it is one Flow for all languages, and its URL is part of the content. Exit code 3, with what is to be done, if WhatsApp
finds faults in the Flow JSON, if it does not fit the contract, or if the live form is to be published by hand.
${examples(
  'publish-flow --ask-token',
  'publish-flow --language es --draft',
  'publish-flow --save forms',
  'publish-flow --live',
  'publish-flow --live --print > live.json',
)}`,
      ),

  async run(session, { options }) {
    const asked = parsePublishOptions(options);
    const contract = await session.contract();
    return asked.live ? publishLiveForm(session, contract, asked) : publishStaticForms(session, contract, asked);
  },
};

async function publishStaticForms(session: Session, contract: Contract, asked: PublishOptions): Promise<Report> {
  const forms = await staticForms(contract, asked, session.io.projectFolder);
  const mismatches = new Set(forms.flatMap(({ flowJson }) => flowMismatches(flowJson, contract)));
  if (mismatches.size > 0) return mismatchReport([...mismatches]);
  if (asked.print) return printedForm(forms);
  if (asked.save !== undefined) return saved(await saveForms(asked.save, forms));

  const { flows } = asked.askToken ? await session.channelOfContract() : await session.channel(await session.stack());
  try {
    return publicationReport(await publishForms(flows, forms, asked, session.progress), contract);
  } catch (error) {
    throw hasNoFlowMethods(error) ? byHand(error) : error;
  }
}

const saved = (files: readonly string[]): Report => ({
  exitCode: EXIT.fine,
  lines: [...files.map((path) => `Wrote ${path}.`), 'Nothing was sent to the provider.'],
  json: { outcome: 'saved', files },
});

function byHand(cause: ChannelError): VerbFailure {
  return new VerbFailure(
    `The provider does not offer Flows through its API on this channel (${cause.status}). Write the Flow JSON to files with "publish-flow --save forms". For each file create a Flow in WhatsApp Manager → Account tools → Flows, paste the file into its editor, publish it, and put its id into the contract.`,
    EXIT.failed,
    { cause },
  );
}
