import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { JsonObject } from '../../functions/shared/domain/text/json.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { flowMismatches, formLanguages, projectForm, readFlowJson } from '../flow-json.ts';
import { publishFlow as publish } from '../flow-publication.ts';
import { mismatchReport, type PublishedForm, publicationReport } from '../publication-report.ts';
import type { Report } from '../report.ts';
import { askTokenOption, examples, type Verb } from './verb.ts';

const FLOW_ID_RULE = '--flow-id takes the numeric id of a Flow, as WhatsApp Manager shows it.';

const Options = z.object({
  language: z.optional(z.string()),
  file: z.optional(z.string()),
  flowId: z.optional(z.string().check(z.regex(/^\d{5,25}$/))),
  draft: z._default(z.boolean(), false),
  save: z.optional(z.string()),
  askToken: z.optional(z.boolean()),
});
type Options = z.infer<typeof Options>;

type Form = { language: string; flowJson: JsonObject };

/** Publishes the appointment form on the channel's WhatsApp account, in each language. */
export const publishFlow: Verb = {
  define: (program) =>
    program
      .command('publish-flow')
      .description('make the appointment form of the contract, publish it on WhatsApp, and print its id')
      .option('--language <tag>', 'only the form in this language; otherwise in all languages of the contract')
      .option('--file <file>', 'this Flow JSON instead of the one that the contract gives')
      .option('--flow-id <id>', 'change this Flow instead of the one with this content')
      .option('--draft', 'do not publish it; print where it can be tried')
      .option('--save <folder>', 'write the Flow JSON into this folder instead, to publish it by hand')
      .addOption(askTokenOption())
      .addHelpText(
        'after',
        `
The form has the contract's services, times and fields, one Flow for each language. A published Flow cannot be changed:
each content becomes a Flow of its own, named after the contract, the language and the content. The same content again
changes nothing. A contract without services has one form, which is the file infra/flow/appointment-flow.json. Exit
code 3, with what is to be mended, if WhatsApp finds faults in the Flow JSON or it does not fit the contract.
${examples(
  'publish-flow --ask-token',
  'publish-flow --language es --draft',
  'publish-flow --save forms',
  'publish-flow --language en --file my-flow.json',
)}`,
      ),

  async run(session, { options }) {
    const asked = parseOptions(options);
    const contract = await session.contract();
    const forms = await formsFor(contract, asked, session.io.projectFolder);
    const mismatches = new Set(forms.flatMap(({ flowJson }) => flowMismatches(flowJson, contract)));
    if (mismatches.size > 0) return mismatchReport([...mismatches]);
    if (asked.save !== undefined) return save(asked.save, forms, contract);

    const { flows } = asked.askToken ? await session.channelOfContract() : await session.channel(await session.stack());
    const { draft, flowId } = asked;
    const published: PublishedForm[] = [];
    try {
      for (const { language, flowJson } of forms) {
        const baseName = baseNameOf(contract, language);
        const wanted = { flowJson, baseName, draft, ...(flowId !== undefined && { flowId }) };
        published.push({ language, ...(await publish(flows, wanted, session.progress)) });
      }
    } catch (error) {
      throw isNotOffered(error) ? byHand(error) : error;
    }
    return publicationReport(published, contract);
  },
};

function parseOptions(options: unknown): Options {
  const parsed = Options.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new VerbFailure(FLOW_ID_RULE, EXIT.wrongUsage);
}

/** A contract with services has a Flow for each language, and each of them its own name. */
const baseNameOf = ({ name, booking }: Contract, language: string): string =>
  booking.services ? `${name}-${language}` : name;

/** The forms to publish, by what was asked for. */
async function formsFor(contract: Contract, { language, file, flowId }: Options, folder: string): Promise<Form[]> {
  const known = formLanguages(contract);
  if (language !== undefined && !known.includes(language)) {
    throw new VerbFailure(`--language takes one of: ${known.join(', ')}.`, EXIT.wrongUsage);
  }
  const wanted = language === undefined ? known : [language];
  if (wanted.length > 1 && (file !== undefined || flowId !== undefined)) {
    throw new VerbFailure('--file and --flow-id name one form: say with --language which one.', EXIT.wrongUsage);
  }
  const formIn = (tag: string) => (file === undefined ? projectForm(contract, tag, folder) : readFlowJson(file));
  return Promise.all(wanted.map(async (tag) => ({ language: tag, flowJson: await formIn(tag) })));
}

async function save(folder: string, forms: readonly Form[], contract: Contract): Promise<Report> {
  const files = forms.map(({ language, flowJson }) => ({
    path: join(folder, `${baseNameOf(contract, language)}.json`),
    text: `${JSON.stringify(flowJson, undefined, 2)}\n`,
  }));
  try {
    await mkdir(folder, { recursive: true });
    for (const { path, text } of files) await writeFile(path, text);
  } catch (cause) {
    throw new VerbFailure(`${folder} cannot be written: name another folder with --save.`, undefined, { cause });
  }
  const paths = files.map(({ path }) => path);
  return {
    exitCode: EXIT.fine,
    lines: [...paths.map((path) => `Wrote ${path}.`), 'Nothing was sent to the provider.'],
    json: { outcome: 'saved', files: paths },
  };
}

/** A 404 for the list of all Flows means that the provider has no Flow methods. */
const isNotOffered = (error: unknown): error is ChannelError =>
  error instanceof ChannelError &&
  (error.fault === 'not-offered' || (error.fault === 'not-found' && error.call === 'GET flows'));

function byHand(cause: ChannelError): VerbFailure {
  return new VerbFailure(
    `The provider does not offer Flows through its API on this channel (${cause.status}). Write the Flow JSON to files with "publish-flow --save forms". For each file create a Flow in WhatsApp Manager → Account tools → Flows, paste the file into its editor, publish it, and put its id into the contract.`,
    EXIT.failed,
    { cause },
  );
}
