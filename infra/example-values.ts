import { Annotations, CfnParameter, type Stack, Validations } from 'aws-cdk-lib';
import {
  type Contract,
  EXAMPLE_CHANNEL_ID,
  EXAMPLE_FLOW_ID,
  EXAMPLE_NAMESPACE,
  EXAMPLE_SPANISH_FLOW_ID,
} from '../functions/shared/contract/contract.ts';

/** A value of the shipped contract that belongs to nobody: good enough on one machine, of no use in an account. */
export type ExampleValue = {
  /** Where it stands in the contract. */
  path: string;
  /** What to put there, and where that is found. */
  remedy: string;
  /** The template's parameter that stops a deploy which did not ask for this check. */
  guard: string;
};

const flowId: ExampleValue = {
  path: 'flow.id',
  remedy: "is the example; put your published Flow's id there, from WhatsApp Manager → Account tools → Flows",
  guard: 'ReplaceTheExampleFlowIdInCdkJson',
};

const languageFlowId: ExampleValue = {
  path: 'languages.es.flow.id',
  remedy: 'is the example; put the id there of the Flow that you published in Spanish, or leave flow out',
  guard: 'ReplaceTheExampleSpanishFlowIdInCdkJson',
};

const channelId: ExampleValue = {
  path: 'channel.id',
  remedy: "is the example; put your channel's id there, from the channel's page in the 1MSG dashboard",
  guard: 'ReplaceTheExampleChannelIdInCdkJson',
};

const crmUrl: ExampleValue = {
  path: 'crm.url',
  remedy: 'is an example; put the address there that your CRM gives for incoming webhooks, or leave crm out',
  guard: 'ReplaceTheExampleCrmUrlInCdkJson',
};

const staffEmails: ExampleValue = {
  path: 'staff.emails',
  remedy: 'has an example address, which nobody reads; put your own there, or leave staff out',
  guard: 'ReplaceTheExampleStaffEmailInCdkJson',
};

const alarmEmails: ExampleValue = {
  path: 'alarms.emails',
  remedy: 'has an example address, which nobody reads; put your own there, or make alarms false',
  guard: 'ReplaceTheExampleAlarmEmailInCdkJson',
};

const templateNamespace: ExampleValue = {
  path: 'languages.en.templates.reminder.namespace',
  remedy:
    'is the example, as in other languages; put name and namespace of your approved templates there, from ' +
    '"npm run channel -- templates", or leave templates out: then nobody is reminded after 24 hours without a message',
  guard: 'ReplaceTheExampleTemplateNamespaceInCdkJson',
};

const hasExampleTemplate = ({ languages }: Contract): boolean =>
  Object.values(languages).some(({ templates }) =>
    Object.values(templates ?? {}).some((template) => template?.namespace === EXAMPLE_NAMESPACE),
  );

/** Nobody can own an address under these (RFC 2606). */
const EXAMPLE_ADDRESS = /[@.]example(\.(com|net|org))?$/i;

/** The examples nobody has replaced yet. */
export const exampleValuesLeftIn = (contract: Contract): ExampleValue[] => {
  const { flow, languages, channel, crm, staff, alarms } = contract;
  return [
    ...(flow.id === EXAMPLE_FLOW_ID ? [flowId] : []),
    ...(languages['es']?.flow?.id === EXAMPLE_SPANISH_FLOW_ID ? [languageFlowId] : []),
    ...(channel.id === EXAMPLE_CHANNEL_ID ? [channelId] : []),
    ...(crm && new URL(crm.url).hostname.endsWith('.example') ? [crmUrl] : []),
    ...(staff?.emails?.some((email) => EXAMPLE_ADDRESS.test(email)) ? [staffEmails] : []),
    ...(alarms?.emails.some((email) => EXAMPLE_ADDRESS.test(email)) ? [alarmEmails] : []),
    ...(hasExampleTemplate(contract) ? [templateNamespace] : []),
  ];
};

/**
 * Lets a template with examples in it be made and run on one machine, but not deployed. A parameter without a default
 * has no other use here: `cdk deploy` and CloudFormation refuse to go on, and their message names what is missing
 * ("The following CloudFormation Parameters are missing a value: ReplaceTheExampleFlowIdInCdkJson").
 */
export function guardExampleValues(stack: Stack, contract: Contract): void {
  const examples = exampleValuesLeftIn(contract);
  if (examples.length === 0) return;
  for (const { path, remedy, guard } of examples) {
    const description = `${path} in the contract ${remedy}.`;
    new CfnParameter(stack, guard, { type: 'String', description: `Do not give a value here: ${description}` });
    Annotations.of(stack).addWarningV2(`appointment-flow:${guard}`, `${description} Until then it cannot be deployed.`);
  }
  Validations.of(stack).acknowledge({
    id: 'CloudFormation-Validate::W2001',
    reason: 'The guards are parameters nothing refers to, on purpose.',
  });
}
