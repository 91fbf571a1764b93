import { join } from 'node:path';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import type { ChannelFlow, ChannelFlows } from '../../functions/shared/provider/channel-flows.ts';
import { contentHash, flowMismatches, readFlowJson, SHIPPED_FLOW } from '../flow-json.ts';
import { checking, type Finding, fault, ok, warning } from './check.ts';

const CHECK = 'Flow';
const PUBLISH = 'run "npm run channel -- publish-flow" and put the id it prints into the contract';

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

function judgeState({ id, state }: ChannelFlow, mode: Contract['flow']['mode']): Finding | undefined {
  if (state === 'published' || (state === 'draft' && mode === 'draft')) return undefined;
  if (state === 'draft') return fault(CHECK, `The Flow ${id} is a draft, which customers cannot open: publish it.`);
  return fault(CHECK, `The Flow ${id} is "${state}": see in WhatsApp Manager why.`);
}

/**
 * Checks whether the contract's Flow can be sent and its forms read. The provider does not return the Flow JSON, but
 * `publish-flow` derives the Flow's name from the content: the name shows whether it is this project's Flow.
 */
export async function checkFlow(flows: ChannelFlows, contract: Contract, projectFolder: string): Promise<Finding[]> {
  return checking(CHECK, async () => {
    const flowJson = await readFlowJson(join(projectFolder, SHIPPED_FLOW));
    const [mismatch] = flowMismatches(flowJson, contract);
    if (mismatch !== undefined)
      return [fault(CHECK, `${mismatch} Mend the contract or ${SHIPPED_FLOW}, then ${PUBLISH}.`)];
    const flow = await lookUp(flows, contract.flow.id);
    if (flow === 'not-offered') {
      return [warning(CHECK, 'The provider does not show Flows: see in WhatsApp Manager that it is published.')];
    }
    if (flow === 'missing') return [fault(CHECK, `The channel has no Flow ${contract.flow.id}: ${PUBLISH}.`)];
    const standing = judgeState(flow, contract.flow.mode);
    if (standing) return [standing];
    if (flow.name.endsWith(`-${contentHash(flowJson)}`)) {
      return [ok(CHECK, 'It is published, and its form holds every field that the contract reads.')];
    }
    return [
      warning(
        CHECK,
        `It is published, but not from ${SHIPPED_FLOW}: see that its form has the contract's fields, or ${PUBLISH}.`,
      ),
    ];
  });
}
