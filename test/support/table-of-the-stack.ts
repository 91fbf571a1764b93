import type { TestProject } from 'vitest/node';
import type { TableDefinition } from '../../local/aws/dynamodb/table-engine.ts';
import { stackTable } from './stack-table.ts';

declare module 'vitest' {
  interface ProvidedContext {
    table: TableDefinition;
  }
}

/** The table as the stack defines it, synthesized once for the whole run and handed to every test file. */
export default function setup(project: TestProject): void {
  project.provide('table', stackTable());
}
