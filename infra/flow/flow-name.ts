import { createHash } from 'node:crypto';
import type { JsonObject } from '../../functions/shared/domain/text/json.ts';

/**
 * What identifies a Flow: its JSON, and for a live form where phones ask for its data. That cannot be changed in every
 * published Flow, so another address makes another Flow.
 */
export type FlowContent = { flowJson: JsonObject; endpointUri?: string };

/** The name of a Flow: it ends in eight characters that identify the content and ignore white space. */
export function flowName({ baseName, flowJson, endpointUri }: FlowContent & { baseName: string }): string {
  const content = endpointUri === undefined ? flowJson : { flowJson, endpointUri };
  return `${baseName}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8)}`;
}

/** Whether a Flow's name says that it has this content, whatever the name begins with. */
export const isNamedAfter = (name: string, content: FlowContent): boolean =>
  name.endsWith(flowName({ baseName: '', ...content }));
