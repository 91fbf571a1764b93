import { Option } from 'commander';
import * as z from 'zod/mini';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import { confirmByTyping } from '../prompt.ts';
import { createTemplates, existing } from '../templates/create-templates.ts';
import { creationReport, proposalReport } from '../templates/proposal-report.ts';
import { templateNeeds } from '../templates/template-needs.ts';
import { proposeTemplate } from '../templates/template-proposals.ts';
import { examples, type Verb } from './verb.ts';

const Options = z.object({
  language: z.optional(z.string()),
  create: z.optional(z.boolean()),
  yes: z.optional(z.boolean()),
  askToken: z.optional(z.boolean()),
});

/** Words a template for everything that the contract tells customers, and submits them to WhatsApp's review if asked. */
export const proposeTemplates: Verb = {
  define: (parent) =>
    parent
      .command('propose')
      .description("word the templates that the contract has a use for, ready for WhatsApp's review")
      .option('--language <tag>', 'only those of this language; otherwise of all languages of the contract')
      .option('--create', 'submit those that the channel does not have yet')
      .addOption(new Option('--yes', 'submit them without being asked').implies({ create: true }))
      .addHelpText(
        'after',
        `
A template has the words of the contract where WhatsApp takes them as they are: with the name, the service, the date and the
time, in this order, and words around each. Otherwise it has the project's own (English and Spanish). Its buttons have the
contract's labels. WhatsApp charges for a template only when it sends it. Without --create nothing is sent or read. Exit code
3 if one was refused, or has no words.
${examples('templates propose', 'templates propose --language es --json', 'templates propose --create')}`,
      ),

  async run(session, { options }) {
    const { language, create = false, yes = false, askToken = false } = Options.parse(options);
    const contract = await session.contract();
    const needs = templateNeeds(contract).filter((need) => language === undefined || need.language === language);
    if (needs.length === 0) throw new VerbFailure(`The contract has no language "${language}".`, EXIT.wrongUsage);
    const proposals = needs.flatMap((need) => proposeTemplate(need, contract) ?? []);
    const without = needs.filter((need) => !proposals.some((proposal) => proposal.need === need));
    if (!create) return proposalReport(proposals, without);

    const channel = askToken ? await session.channelOfContract() : await session.channel(await session.stack());
    const all = await session.progress.during('Reading the templates', () => channel.templates());
    const missing = proposals.filter((proposal) => !existing(proposal, all));
    const present = proposals.filter((proposal) => existing(proposal, all));
    if (missing.length > 0 && !yes) {
      const names = missing.map(({ template }) => `${template.name} (${template.language})`);
      await confirmByTyping(session.io, `This submits to WhatsApp's review: ${names.join(', ')}.`, 'create');
    }
    const submitted = missing.length > 0 ? await createTemplates(channel, missing, session.progress) : [];
    return creationReport(submitted, present, without);
  },
};
