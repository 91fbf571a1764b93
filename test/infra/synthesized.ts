import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { Contract } from '../../functions/shared/contract/contract.ts';
import { AppointmentFlowStack } from '../../infra/appointment-flow-stack.ts';

/** The contract as it is shipped, examples included. */
export const shippedContract: Contract = Contract.parse(cdkJson.context.contract);

/** The contract of a business that has put its own ids, has its staff told of bookings, and a console. */
export const ownContract: Contract = {
  ...shippedContract,
  channel: { ...shippedContract.channel, id: 'OWN123456789' },
  flow: { ...shippedContract.flow, id: '987654321098765' },
  languages: Object.fromEntries(
    Object.entries(shippedContract.languages).map(([tag, { flow: _, templates = {}, ...language }]) => {
      const { reminder } = templates;
      const own = reminder && { ...templates, reminder: { ...reminder, namespace: 'own_namespace' } };
      return [tag, { ...language, ...(own && { templates: own }) }];
    }),
  ),
  console: true,
  staff: { emails: ['desk@salon.test', 'owner@salon.test'], phones: [{ phone: '34600000099', language: 'en' }] },
};

/** The same with a live form, which opens by itself. */
export const liveContract: Contract = { ...ownContract, flow: { id: ownContract.flow.id, kind: 'live' } };

/** The contract of a business that uses everything there is. */
export const fullContract: Contract = {
  ...liveContract,
  crm: { url: 'https://crm.test/bookings', header: 'x-api-key', perSecond: 10 },
  alarms: { emails: ['operator@salon.test'] },
  monitoring: 'full',
};

/**
 * What the CDK adds to a template for people who look for its origin takes time. CloudFormation's rules take longer to check
 * than all the rest; `npm run synth` does it once.
 */
const ONLY_THE_TEMPLATE = {
  stackTraces: false,
  treeMetadata: false,
  analyticsReporting: false,
  builtinCloudFormationValidation: false,
};

/** The template for a contract, with the context of cdk.json and a line of code in each function's place. */
export const synthesize = (contract: Contract): Template => inspectStack(contract, Template.fromStack);

/** What `inspect` finds in the stack of a contract, made in the same way. */
export function inspectStack<Found>(contract: Contract, inspect: (stack: AppointmentFlowStack) => Found): Found {
  const outdir = mkdtempSync(path.join(tmpdir(), 'appointment-flow-synth-'));
  try {
    const app = new App({ outdir, context: cdkJson.context, ...ONLY_THE_TEMPLATE });
    const code = () => Code.fromInline('export const handler = () => {};');
    return inspect(new AppointmentFlowStack(app, contract.name, { contract, code }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The properties of a template's resources of one type, or of those that match. */
export const resourcesOf = (template: Template, type: string, matching?: object) =>
  Object.values(template.findResources(type, matching && { Properties: matching })).map(({ Properties }) => Properties);

/** The properties of the only such resource. */
export function resourceOf(template: Template, type: string, matching?: object) {
  const found = resourcesOf(template, type, matching);
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`There are ${found.length} resources of type ${type}, not one.`);
  return only;
}
