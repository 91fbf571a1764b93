import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FlowTable } from '../../infra/constructs/flow-table.ts';
import type { TableDefinition } from '../../local/aws/dynamodb/table-engine.ts';
import { readTable } from '../../local/aws/template/resources/table.ts';
import { Template as LocalTemplate } from '../../local/aws/template/template.ts';
import { createTemplateReader } from '../../local/aws/template/template-reader.ts';

/** The table as the stack defines it. */
export function stackTable(): TableDefinition {
  // CloudFormation's rules take longer to check than all the rest; `npm run synth` does it once.
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'table-only');
  new FlowTable(stack, 'Table');
  const template = LocalTemplate.parse(Template.fromStack(stack).toJSON());
  const surroundings = { region: 'eu-west-1', accountId: '000000000000', stackName: stack.stackName };
  const table = readTable(createTemplateReader(template, surroundings));
  if (!table) throw new Error('The stack has no table.');
  return table;
}
