import * as z from 'zod/mini';
import type { ApiDestination, SecretField } from '../stack-model.ts';
import { type Resource, type TemplateReader, unsupported } from '../template-reader.ts';

const ConnectionProperties = z.strictObject({
  Name: z.optional(z.string()),
  AuthorizationType: z.literal('API_KEY'),
  AuthParameters: z.strictObject({
    ApiKeyAuthParameters: z.strictObject({ ApiKeyName: z.string(), ApiKeyValue: z.string() }),
  }),
});

const DestinationProperties = z.strictObject({
  Name: z.optional(z.string()),
  ConnectionArn: z.string(),
  HttpMethod: z.literal('POST'),
  InvocationEndpoint: z.string(),
  // EventBridge's default.
  InvocationRateLimitPerSecond: z._default(z.number(), 300),
});

/** "Get a secret or secret value from Secrets Manager" in the CloudFormation User Guide; only the newest version. */
const SECRET_REFERENCE = /^\{\{resolve:secretsmanager:(arn:[^}]+):SecretString:([^:}]+)::\}\}$/;

/** A key in plain text would be readable in the template: it must come from a secret of the stack. */
function readSecretField(reader: TemplateReader, resource: Resource, value: string): SecretField {
  const [, arn = '', field = ''] = SECRET_REFERENCE.exec(value) ?? [];
  const secret = reader.find(arn, 'AWS::SecretsManager::Secret');
  if (!secret) throw unsupported(resource, 'a key that is not in a secret of this stack');
  return { secret: secret.logicalId, field };
}

/** The stack's API destinations, each with the API key that it sends. */
export function readApiDestinations(reader: TemplateReader): ApiDestination[] {
  return reader.ofType('AWS::Events::ApiDestination').map((resource) => {
    const properties = reader.read(resource, DestinationProperties, {});
    const connection = reader.find(properties.ConnectionArn, 'AWS::Events::Connection');
    if (!connection) throw unsupported(resource, 'a connection outside this stack');
    const { AuthParameters } = reader.read(connection, ConnectionProperties, {});
    const { ApiKeyName: header, ApiKeyValue } = AuthParameters.ApiKeyAuthParameters;
    return {
      id: resource.logicalId,
      url: properties.InvocationEndpoint,
      perSecond: properties.InvocationRateLimitPerSecond,
      authorization: { header, key: readSecretField(reader, connection, ApiKeyValue) },
    };
  });
}
