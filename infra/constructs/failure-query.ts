import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functionsIn } from './standard-function.ts';

/** By which it is found in CloudWatch, Logs Insights, among the saved queries. */
export const queryName = (contractName: string): string => `${contractName}/what failed`;

/** A saved query over the logs of all functions: the newest errors, and runs that failed or ran out of time or memory. */
export class FailureQuery extends Construct {
  constructor(scope: Construct, id: string, contractName: string) {
    super(scope, id);
    new QueryDefinition(this, 'Query', {
      queryDefinitionName: queryName(contractName),
      queryString: new QueryString({
        fields: [
          '@timestamp',
          '@log',
          'message',
          'error',
          'at.0',
          'invitationId',
          'record.status',
          'function_request_id',
        ],
        filterStatements: ['level = "ERROR" or (type = "platform.report" and record.status != "success")'],
        sort: '@timestamp desc',
        limit: 50,
      }),
      logGroups: functionsIn(scope).map(({ logGroup }) => logGroup),
    });
  }
}
