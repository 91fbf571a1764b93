import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Contract } from '../functions/shared/contract/contract.ts';
import { takeDaysFromInvitation } from '../functions/shared/domain/forms/contract-form.ts';
import type { FunctionCode, FunctionName } from './bundling.ts';
import type { FlowTable } from './constructs/flow-table.ts';
import { isWatchedInFull } from './constructs/monitoring.ts';
import {
  canBatchGetItems,
  canGetItems,
  canPutItems,
  canQuery,
  canReadSecrets,
  canUpdateItems,
} from './constructs/permissions.ts';
import type { StackSecrets } from './constructs/stack-secrets.ts';
import { StandardFunction, type StandardFunctionProps } from './constructs/standard-function.ts';

export type StackContextProps = {
  contract: Contract;
  code: FunctionCode;
  store: FlowTable;
  secrets: StackSecrets;
  bus: EventBus;
};

/**
 * What every part of the stack is built on: the contract, the table, the secrets, the bus, and functions as this stack
 * builds them. Parts add their constructs to `scope`, the stack itself: a part is a chapter, not a level of names.
 */
export class StackContext {
  readonly scope: Construct;
  readonly contract: Contract;
  readonly store: FlowTable;
  readonly secrets: StackSecrets;
  readonly bus: EventBus;
  private readonly code: FunctionCode;

  constructor(scope: Construct, { contract, code, store, secrets, bus }: StackContextProps) {
    this.scope = scope;
    this.contract = contract;
    this.code = code;
    this.store = store;
    this.secrets = secrets;
    this.bus = bus;
  }

  /** A function by its folder under `functions/`. */
  addFunction(
    name: FunctionName,
    props: Omit<StandardFunctionProps, 'contractName' | 'name' | 'code'>,
  ): StandardFunction {
    return new StandardFunction(this.scope, name, {
      ...props,
      name,
      contractName: this.contract.name,
      code: this.code(name),
    });
  }

  /** What a function reads that calls the provider. */
  sendingEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.store.table.tableName,
      ROOT_SECRET_ARN: this.secrets.root.secretArn,
      GIVEN_SECRET_ARN: this.secrets.given.secretArn,
      PROVIDER_URL: this.contract.channel.apiBaseUrl,
    };
  }

  /**
   * What a function reads that counts. CloudWatch bills each metric, so there are some only where everything is watched;
   * elsewhere the counts are log lines, which the alarms' filters read.
   */
  countingEnvironment(): Record<string, string> {
    return isWatchedInFull(this.scope) ? {} : { POWERTOOLS_METRICS_DISABLED: 'true' };
  }

  /** What a function may do that calls the provider and writes down what came of it. */
  mayCallProvider(): PolicyStatement[] {
    const { table } = this.store;
    const { root, given } = this.secrets;
    return [canPutItems(table), canUpdateItems(table), canGetItems(table), canReadSecrets(root, given)];
  }

  /** What a function may do that sends invitations: some carry the days that no closure closes. */
  maySend(): PolicyStatement[] {
    const { table } = this.store;
    const mayReadClosures = [canQuery(table, 'agenda'), canBatchGetItems(table)];
    return [...this.mayCallProvider(), ...(takeDaysFromInvitation(this.contract) ? mayReadClosures : [])];
  }
}
