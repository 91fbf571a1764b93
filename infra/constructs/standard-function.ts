import type { Duration } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnFunction,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import type { FunctionName } from '../bundling.ts';
import { StackLogGroup } from './log-group.ts';
import { memoryOf } from './memory.ts';
import { isWatchedInFull } from './monitoring.ts';
import { canWriteLogs } from './permissions.ts';
import { DetailedAlarm } from './standard-alarm.ts';

export type StandardFunctionProps = {
  /** The contract's name: the prefix of everything whose name must be unique in an account. */
  contractName: string;
  /** The function's folder, by which it is known everywhere. */
  name: FunctionName;
  code: Code;
  /** One line: what it does. */
  does: string;
  /** One sentence: who is hurt, and how, when this function fails. It becomes the alarm's description. */
  hurts: string;
  /** Everything this function may do, except writing its own log. */
  may: PolicyStatement[];
  timeout: Duration;
  /** Only what its code reads. */
  environment: Record<string, string>;
};

/**
 * A function as this stack builds them: arm64, the Node the code was tested with, a log group of its own, a role that
 * allows what is listed and nothing else, an alarm on its errors.
 *
 * There is no X-Ray tracing: an HTTP API does not pass a trace on, so a trace would hold one function's duration,
 * which its log says already, at the price of a permission on every resource and of start-up time.
 */
export class StandardFunction extends Construct {
  /** The function's folder. */
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;
  readonly logGroup: LogGroup;
  private readonly contractName: string;
  private readonly permissions: PolicyDocument;

  constructor(scope: Construct, id: string, props: StandardFunctionProps) {
    super(scope, id);
    const { contractName, name, code, does, may, timeout, environment } = props;
    this.name = name;
    this.contractName = contractName;
    this.logGroup = new StackLogGroup(this, 'Log', `/appointment-flow/${contractName}/${name}`);
    this.permissions = new PolicyDocument({ statements: [canWriteLogs(this.logGroup), ...may] });
    // The CDK's own role would bring a managed policy that writes to every log group of the account.
    const role = new Role(this, 'Role', {
      description: `What ${contractName}'s ${name} may do.`,
      // A role cannot be passed to a function of another account (IAM user guide, iam:PassRole): nobody to be bound.
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { exact: this.permissions },
    });
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: `${contractName}-${name}`,
      description: does,
      code,
      handler: 'handler.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryOf(name),
      timeout,
      role,
      logGroup: this.logGroup,
      // In JSON a query can tell a run that timed out, or ran out of memory, by its status. INFO has the lines about all
      // runs, WARN those about runs that failed: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: isWatchedInFull(this) ? SystemLogLevel.INFO : SystemLogLevel.WARN,
      environment: {
        ...environment,
        // Also keeps the metrics of two stacks apart.
        POWERTOOLS_SERVICE_NAME: contractName,
      },
    });
    leaveOutImpliedOrder(this.lambda);
    new DetailedAlarm(this, 'Errors', {
      alarmName: this.alarmName('errors'),
      metric: this.lambda.metricErrors(),
      threshold: 1,
      hurts: props.hurts,
      remedy: `Read the errors in the log group ${this.logGroup.logGroupName}.`,
    });
  }

  /** The name of an alarm on this function. */
  alarmName(trouble: 'errors' | 'failing' | 'silent'): string {
    return `${this.contractName}-${this.name}-${trouble}`;
  }

  /** Allows something that is only known once the function is wired up. */
  may(permission: PolicyStatement): void {
    this.permissions.addStatements(permission);
  }
}

/** All functions below a construct. */
export const functionsIn = (scope: IConstruct): StandardFunction[] =>
  scope.node.findAll().filter((construct) => construct instanceof StandardFunction);

/**
 * The CDK has a function wait for its role, as policies may be attached to it. Here they are part of the role, and the
 * function refers to that: cfn-lint warns of an order that is said twice (W3005).
 */
function leaveOutImpliedOrder({ node }: LambdaFunction): void {
  const resource = node.defaultChild;
  if (!(resource instanceof CfnFunction)) throw new Error('The function is not made of the resource expected.');
  resource.addDeletionOverride('DependsOn');
}
