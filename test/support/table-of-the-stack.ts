import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { TestProject } from 'vitest/node';
import { FlowTable } from '../../infra/constructs/flow-table.ts';
import type { TableDefinition } from '../../local/table/table-engine.ts';
import { readTable } from '../../local/template/resources/table.ts';
import { Template as LocalTemplate } from '../../local/template/template.ts';
import { createTemplateReader } from '../../local/template/template-reader.ts';

declare module 'vitest' {
  interface ProvidedContext {
    table: TableDefinition;
  }
}

/** The table as the stack defines it, synthesized once for the whole run and handed to every test file. */
export default function setup(project: TestProject): void {
  const stack = new Stack(new App(), 'table-only');
  new FlowTable(stack, 'Table');
  const template = LocalTemplate.parse(Template.fromStack(stack).toJSON());
  const surroundings = { region: 'eu-west-1', accountId: '000000000000', stackName: stack.stackName };
  const table = readTable(createTemplateReader(template, surroundings));
  if (!table) throw new Error('The stack has no table.');
  project.provide('table', table);
}
