import type { Contract } from '../../functions/shared/contract/contract.ts';
import { formIn, liveFlowId } from '../../functions/shared/domain/forms/contract-form.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import type { ChannelFlow, ChannelFlows } from '../../functions/shared/provider/channel-flows.ts';
import { type FlowContent, isNamedAfter } from '../../infra/flow/flow-name.ts';
import type { EndpointUrls } from '../endpoint/ping.ts';
import { flowMismatches, formLanguages, liveForm, projectForm } from '../flow-json.ts';
import { checking, type Finding, fault, ok, warning } from './check.ts';

const CHECK = 'Flow';
const PUBLISH = 'run "npm run channel -- publish-flow" and put what it prints into the contract';
const PUBLISH_LIVE = 'run "npm run channel -- publish-flow --live" and put what it prints into the contract';

/** The Flow; undefined if it does not exist, or the provider does not list Flows. */
async function lookUp(flows: ChannelFlows, id: string): Promise<ChannelFlow | 'missing' | 'not-offered'> {
  try {
    return await flows.get(id);
  } catch (error) {
    if (error instanceof ChannelError && error.fault === 'not-found') return 'missing';
    if (error instanceof ChannelError && error.fault === 'not-offered') return 'not-offered';
    throw error;
  }
}

function judgeState(check: string, { id, state }: ChannelFlow, mode: Contract['flow']['mode']): Finding | undefined {
  if (state === 'published' || (state === 'draft' && mode === 'draft')) return undefined;
  if (state === 'draft') return fault(check, `The Flow ${id} is a draft, which customers cannot open: publish it.`);
  return fault(check, `The Flow ${id} is "${state}": see in WhatsApp Manager why.`);
}

type PublishedForm = {
  check: string;
  id: string;
  content: FlowContent;
  mode: Contract['flow']['mode'];
  /** URLs before the present one that the endpoint still answers. */
  formerUrls?: readonly string[];
  /** What to do for another Flow. */
  publish: string;
};

/** Why a Flow cannot be sent, or is another one than this project makes; `undefined` if all is well. */
async function judgePublished(
  flows: ChannelFlows,
  { check, id, content, mode, formerUrls = [], publish }: PublishedForm,
): Promise<Finding | undefined> {
  const flow = await lookUp(flows, id);
  if (flow === 'not-offered')
    return warning(check, 'The provider does not show Flows: see in WhatsApp Manager that it is published.');
  if (flow === 'missing') return fault(check, `The channel has no Flow ${id}: ${publish}.`);
  const standing = judgeState(check, flow, mode);
  if (standing) return standing;
  const { endpointUri } = content;
  if (endpointUri !== undefined && flow.endpointUri !== undefined && flow.endpointUri !== endpointUri) {
    return formerUrls.includes(flow.endpointUri)
      ? warning(check, `The Flow ${id} asks a URL that works until the next "keys rotate endpoint": ${publish}.`)
      : fault(check, `The Flow ${id} asks another URL than this stack's endpoint: ${publish}.`);
  }
  if (isNamedAfter(flow.name, content)) return undefined;
  const wanted =
    endpointUri === undefined ? "see that it has the contract's fields" : "see that it is this contract's live form";
  return warning(check, `It is published, but is not this project's form: ${wanted}, or ${publish}.`);
}

/** Checks whether the Flow of the live form can be sent, and asks this stack's endpoint. */
export async function checkLiveFlow(
  flows: ChannelFlows,
  contract: Contract,
  { current: endpointUri, accepted: formerUrls }: EndpointUrls,
): Promise<Finding[]> {
  return checking(CHECK, async () => {
    const { mode } = contract.flow;
    const id = liveFlowId(contract) ?? contract.flow.id;
    const content = { flowJson: liveForm(contract), endpointUri };
    const amiss = await judgePublished(flows, {
      ...{ check: CHECK, id, content, mode },
      formerUrls,
      publish: PUBLISH_LIVE,
    });
    return [amiss ?? ok(CHECK, "It is published, and asks this stack's endpoint.")];
  });
}

/** Checks whether the Flow of one language can be sent and its forms read. */
async function checkLanguage(
  flows: ChannelFlows,
  contract: Contract,
  language: string,
  projectFolder: string,
): Promise<Finding[]> {
  const check = contract.booking.services ? `${CHECK} (${language})` : CHECK;
  return checking(check, async () => {
    const flowJson = await projectForm(contract, language, projectFolder);
    const [mismatch] = flowMismatches(flowJson, contract);
    if (mismatch !== undefined) return [fault(check, `${mismatch} Mend it, then ${PUBLISH}.`)];
    const { id, daysByInvitation = false } = formIn(language, contract);
    const form = { check, id, content: { flowJson }, mode: contract.flow.mode, publish: PUBLISH };
    const amiss = await judgePublished(flows, form);
    if (amiss) return [amiss];
    if (contract.booking.services && !daysByInvitation) {
      return [
        fault(check, `The Flow ${id} takes its days from the invitation: put "daysByInvitation": true beside it.`),
      ];
    }
    return [ok(check, 'It is published, and its form holds every field that the contract reads.')];
  });
}

/**
 * Checks whether each language's Flow can be sent and its forms read. The provider does not return the Flow JSON, but
 * `publish-flow` derives the Flow's name from the content: the name shows whether it is this project's Flow.
 */
export async function checkFlow(flows: ChannelFlows, contract: Contract, projectFolder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const language of formLanguages(contract)) {
    findings.push(...(await checkLanguage(flows, contract, language, projectFolder)));
  }
  return findings;
}
