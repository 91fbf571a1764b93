import * as z from 'zod/mini';
import { type AwsAnswer, awsError } from '../endpoint/aws-answer.ts';
import type { AwsOperation } from '../endpoint/aws-endpoint.ts';
import type { Secret } from '../template/stack-model.ts';
import type { SecretStore, SecretVersion } from './secret-store.ts';

const SecretReference = z.looseObject({ SecretId: z.string() });
const GetSecretValueInput = z.strictObject({
  SecretId: z.string(),
  VersionStage: z.optional(z.literal('AWSCURRENT')),
});
const PutSecretValueInput = z.strictObject({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.optional(z.string()),
});

/** AWS writes times as seconds since the epoch. */
const inSeconds = (time: string): number => Date.parse(time) / 1000;

const describe = ({ arn: ARN, name: Name }: Secret, { versionId: VersionId }: SecretVersion) => ({
  ARN,
  Name,
  VersionId,
});

/** The runner's Secrets Manager operations, by their target in AWS's JSON protocol. */
export function createSecretsOperations(store: SecretStore): Record<string, AwsOperation> {
  function operation<T extends { SecretId: string }>(
    schema: z.ZodMiniType<T>,
    run: (secret: Secret, input: T) => AwsAnswer | Promise<AwsAnswer>,
  ): AwsOperation {
    return async (input) => {
      const parsed = schema.safeParse(input);
      if (!parsed.success)
        return awsError(400, 'InvalidParameterException', 'The local runner knows no such parameter.');
      const secret = store.find(parsed.data.SecretId);
      if (!secret) {
        return awsError(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      return run(secret, parsed.data);
    };
  }

  return {
    'secretsmanager.GetSecretValue': operation(GetSecretValueInput, (secret) => {
      const version = store.read(secret);
      const { text: SecretString, createdAt } = version;
      return {
        status: 200,
        body: {
          ...describe(secret, version),
          SecretString,
          CreatedDate: inSeconds(createdAt),
          VersionStages: ['AWSCURRENT'],
        },
      };
    }),
    'secretsmanager.PutSecretValue': operation(PutSecretValueInput, async (secret, { SecretString }) => {
      const version = await store.write(secret, SecretString);
      return { status: 200, body: { ...describe(secret, version), VersionStages: ['AWSCURRENT'] } };
    }),
    'secretsmanager.DescribeSecret': operation(SecretReference, (secret) => {
      const version = store.read(secret);
      const { ARN, Name, VersionId } = describe(secret, version);
      const LastChangedDate = inSeconds(version.createdAt);
      return {
        status: 200,
        body: { ARN, Name, LastChangedDate, VersionIdsToStages: { [VersionId]: ['AWSCURRENT'] } },
      };
    }),
  };
}
