import type { ChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import type { ChannelTemplate } from '../../functions/shared/provider/channel-templates.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import type { Progress } from '../progress.ts';
import type { TemplateProposal } from './template-proposals.ts';

/** What became of a proposal. `status` is the provider's word, as the list shows it. */
export type SubmittedTemplate = TemplateProposal & {
  outcome: 'submitted' | 'refused';
  why?: string;
  status?: string;
  namespace?: string;
};

/** The template of the channel that has a proposal's name and language. */
export const existing = (
  { template }: TemplateProposal,
  all: readonly ChannelTemplate[],
): ChannelTemplate | undefined =>
  all.find(({ name, language }) => name === template.name && language === template.language);

/** These concern one template; after any other fault the rest would fail, too. */
const isRefused = (error: unknown): error is ChannelError => error instanceof ChannelError && error.fault === 'refused';

const isMissingMethod = (error: unknown): error is ChannelError =>
  error instanceof ChannelError && (error.fault === 'not-offered' || error.fault === 'not-found');

async function submit(channel: ChannelAdmin, proposal: TemplateProposal): Promise<SubmittedTemplate> {
  try {
    await channel.createTemplate(proposal.template);
    return { ...proposal, outcome: 'submitted' };
  } catch (error) {
    if (isRefused(error)) return { ...proposal, outcome: 'refused', why: error.message };
    if (!isMissingMethod(error)) throw error;
    throw new VerbFailure(
      `The provider does not offer templates through its API on this channel (${error.status}). Run "templates propose" without --create, and make each in WhatsApp Manager → Message templates.`,
      EXIT.failed,
      { cause: error },
    );
  }
}

/**
 * Submits templates to WhatsApp's review one after the other, and reads the list to see what became of them.
 * @throws VerbFailure where the provider has no such method, ChannelError for faults that are not about one template
 */
export async function createTemplates(
  channel: ChannelAdmin,
  proposals: readonly TemplateProposal[],
  progress: Progress,
): Promise<SubmittedTemplate[]> {
  const submitted: SubmittedTemplate[] = [];
  for (const proposal of proposals)
    submitted.push(await progress.during(`Submitting ${proposal.template.name}`, () => submit(channel, proposal)));
  const listed = await progress.during('Reading the templates', () => channel.templates());
  return submitted.map((one) => {
    const found = one.outcome === 'submitted' ? existing(one, listed) : undefined;
    return { ...one, ...(found && { status: found.status, namespace: found.namespace }) };
  });
}
