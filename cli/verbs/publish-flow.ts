import { join, relative } from 'node:path';
import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { flowMismatches, readFlowJson, SHIPPED_FLOW } from '../flow-json.ts';
import { type PublishedFlow, publishFlow as publish } from '../flow-publication.ts';
import type { Report } from '../report.ts';
import { askTokenOption, examples, type Verb } from './verb.ts';

const Options = z.object({
  file: z.optional(z.string()),
  flowId: z.optional(z.string().check(z.regex(/^\d{5,25}$/))),
  draft: z._default(z.boolean(), false),
  askToken: z.optional(z.boolean()),
});

/** Publishes the appointment form on the channel's WhatsApp account. */
export const publishFlow: Verb = {
  define: (program) =>
    program
      .command('publish-flow')
      .description('put the appointment form on WhatsApp, publish it, and print its id')
      .option('--file <file>', `another Flow JSON than ${SHIPPED_FLOW}`)
      .option('--flow-id <id>', 'change this Flow instead of the one with this content')
      .option('--draft', 'do not publish it; print where it can be tried')
      .addOption(askTokenOption())
      .addHelpText(
        'after',
        `
A published Flow cannot be changed: each content becomes a Flow of its own, named after the contract and the content. The
same content again changes nothing. Exit code 3, with what is to be mended, if WhatsApp finds faults in the Flow JSON or
it does not fit the contract.
${examples('publish-flow --ask-token', 'publish-flow --draft', 'publish-flow --file my-flow.json')}`,
      ),

  async run(session, { options }) {
    const { file, flowId, draft, askToken } = parseOptions(options);
    const contract = await session.contract();
    const path = file ?? join(session.io.projectFolder, SHIPPED_FLOW);
    const flowJson = await readFlowJson(path);
    const mismatches = flowMismatches(flowJson, contract);
    if (mismatches.length > 0) return mismatchReport(mismatches);

    const { flows } = askToken ? await session.channelOfContract() : await session.channel(await session.stack());
    const wanted = { flowJson, baseName: contract.name, draft, ...(flowId !== undefined && { flowId }) };
    try {
      return reportOf(await publish(flows, wanted, session.progress), contract);
    } catch (error) {
      throw isNotOffered(error) ? byHand(relative(process.cwd(), path), error) : error;
    }
  },
};

function parseOptions(options: unknown): z.infer<typeof Options> {
  const parsed = Options.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new VerbFailure('--flow-id takes the numeric id of a Flow, as WhatsApp Manager shows it.', EXIT.wrongUsage);
}

/** A 404 for the list of all Flows means that the provider has no Flow methods. */
const isNotOffered = (error: unknown): error is ChannelError =>
  error instanceof ChannelError &&
  (error.fault === 'not-offered' || (error.fault === 'not-found' && error.call === 'GET flows'));

function byHand(path: string, cause: ChannelError): VerbFailure {
  return new VerbFailure(
    `The provider does not offer Flows through its API on this channel (${cause.status}): in WhatsApp Manager → Account tools → Flows create a Flow, paste ${path} into its editor, publish it, and put its id into the contract as flow.id.`,
    EXIT.failed,
    { cause },
  );
}

function mismatchReport(mismatches: string[]): Report {
  return {
    exitCode: EXIT.attention,
    lines: [
      'The Flow JSON and the contract do not fit together; nothing was sent:',
      ...mismatches.map((one) => `  ${one}`),
    ],
    json: { outcome: 'mismatch', mismatches },
  };
}

function reportOf({ id, name, outcome, faults, previewUrl }: PublishedFlow, contract: Contract): Report {
  const json = { outcome, id, name, faults, previewUrl };
  if (outcome === 'faulty') {
    const lines = faults.map(({ message, where }) => `  ${where ? `${where}: ` : ''}${message}`);
    return {
      exitCode: EXIT.attention,
      lines: [`WhatsApp finds faults in the Flow JSON (draft ${id}):`, ...lines],
      json,
    };
  }
  if (outcome === 'draft') {
    const lines = [`The Flow ${id} ("${name}") is a draft.`, ...(previewUrl ? [`Try it: ${previewUrl}`] : [])];
    return { exitCode: EXIT.fine, lines, json };
  }
  const done = outcome === 'published' ? 'is published' : 'is published already';
  const { action, screen } = contract.flow;
  const next =
    contract.flow.id === id
      ? 'The contract names it; nothing else is to be done.'
      : `Put this into the contract and deploy:  "flow": ${JSON.stringify({ id, action, screen })}`;
  return { exitCode: EXIT.fine, lines: [`The Flow ${id} ("${name}") ${done}.`, next], json };
}
