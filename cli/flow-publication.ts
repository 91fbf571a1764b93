import { ChannelError } from '../functions/shared/provider/channel-error.ts';
import type { ChannelFlow, ChannelFlows, FlowFault } from '../functions/shared/provider/channel-flows.ts';
import { type FlowContent, flowName } from '../infra/flow/flow-name.ts';
import { VerbFailure } from './exit-codes.ts';
import type { FormToPublish } from './forms-to-publish.ts';
import type { Progress } from './progress.ts';

/** What happened to a Flow JSON on the account. */
export type PublishedFlow = {
  id: string;
  name: string;
  outcome: 'already-published' | 'published' | 'draft' | 'faulty';
  faults: FlowFault[];
  previewUrl?: string;
};

export type FlowToPublish = FlowContent & {
  /** The first part of the Flow's name; the rest identifies its content. */
  baseName: string;
  /** The Flow to change, instead of the one with that name. */
  flowId?: string;
  /** Keeps the Flow a draft, for a trial. */
  draft: boolean;
};

/**
 * Uploads a Flow JSON to the account and publishes it. A published Flow is immutable, so each content has its own Flow,
 * identified by its name: the same content twice changes nothing, and an unpublished draft is used again.
 * Throws ChannelError, and VerbFailure if the Flow's state needs a person.
 */
async function publishFlow(flows: ChannelFlows, wanted: FlowToPublish, progress: Progress): Promise<PublishedFlow> {
  const { endpointUri } = wanted;
  const address = endpointUri !== undefined && { endpointUri };
  const name = flowName(wanted);
  const present = await progress.during('Looking for the Flow', () => findFlow(flows, wanted, name));
  if (present?.name === name && present.state === 'published') {
    return { id: present.id, name, outcome: 'already-published', faults: [] };
  }
  const id = present?.id ?? (await progress.during('Creating the Flow', () => flows.create({ name, ...address })));
  const shownName = wanted.flowId === undefined ? name : (present?.name ?? name);
  if (present && (present.name !== shownName || endpointUri !== undefined))
    await flows.changeMetadata(id, { name: shownName, ...address });

  const faults = await progress.during('Uploading the Flow JSON', () => flows.upload(id, wanted.flowJson));
  if (faults.length > 0) return { id, name: shownName, outcome: 'faulty', faults };
  if (wanted.draft) return { id, name: shownName, outcome: 'draft', faults, ...(await preview(flows, id)) };
  await progress.during('Publishing the Flow', () => flows.publish(id));
  const { state } = await progress.during('Reading the Flow back', () => flows.get(id));
  if (state === 'published') return { id, name: shownName, outcome: 'published', faults };
  throw new VerbFailure(`The provider took the Flow ${id}, but says it is "${state}": look at it in WhatsApp Manager.`);
}

/** What became of a form; `language` is missing for the live form, which is one for all. */
export type PublishedForm = PublishedFlow & { language?: string };

/** Publishes forms one after the other. Throws what `publishFlow` throws. */
export async function publishForms(
  flows: ChannelFlows,
  forms: readonly FormToPublish[],
  { draft, flowId }: { draft: boolean; flowId?: string | undefined },
  progress: Progress,
): Promise<PublishedForm[]> {
  const published: PublishedForm[] = [];
  for (const { language, ...form } of forms) {
    const wanted = { ...form, draft, ...(flowId !== undefined && { flowId }) };
    const flow = await publishFlow(flows, wanted, progress);
    published.push({ ...(language !== undefined && { language }), ...flow });
  }
  return published;
}

/** A 404 for the list of all Flows means that the provider has no Flow methods. */
export const hasNoFlowMethods = (error: unknown): error is ChannelError =>
  error instanceof ChannelError &&
  (error.fault === 'not-offered' || (error.fault === 'not-found' && error.call === 'GET flows'));

/** The Flow to change: the requested one, the one with this content, or a draft left from another content. */
async function findFlow(
  flows: ChannelFlows,
  { flowId, baseName }: FlowToPublish,
  name: string,
): Promise<ChannelFlow | undefined> {
  if (flowId !== undefined) return flows.get(flowId);
  const list = await flows.list();
  const same = list.find((flow) => flow.name === name);
  if (same && same.state !== 'published' && same.state !== 'draft') {
    throw new VerbFailure(`The Flow ${same.id} with this content is "${same.state}": look at it in WhatsApp Manager.`);
  }
  const isOurs = (flow: ChannelFlow) =>
    flow.name.startsWith(`${baseName}-`) && /^[0-9a-f]{8}$/.test(flow.name.slice(baseName.length + 1));
  return same ?? list.find((flow) => flow.state === 'draft' && isOurs(flow));
}

async function preview(flows: ChannelFlows, id: string): Promise<{ previewUrl?: string }> {
  const previewUrl = await flows.previewUrl(id);
  return previewUrl === undefined ? {} : { previewUrl };
}
