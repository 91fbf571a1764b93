import * as z from 'zod/mini';
import type { Secret } from '../stack-model.ts';
import { type TemplateReader, unsupported } from '../template-reader.ts';

const GenerateSecretString = z.strictObject({
  PasswordLength: z._default(z.number(), 32),
  ExcludeCharacters: z._default(z.string(), ''),
  ExcludeLowercase: z._default(z.boolean(), false),
  ExcludeUppercase: z._default(z.boolean(), false),
  ExcludeNumbers: z._default(z.boolean(), false),
  ExcludePunctuation: z._default(z.boolean(), false),
  IncludeSpace: z._default(z.boolean(), false),
  RequireEachIncludedType: z._default(z.boolean(), true),
  SecretStringTemplate: z.optional(z.string()),
  GenerateStringKey: z.optional(z.string()),
});

const SecretProperties = z.strictObject({
  Name: z.optional(z.string()),
  SecretString: z.optional(z.string()),
  GenerateSecretString: z.optional(GenerateSecretString),
});

const WITHOUT_EFFECT = {
  KmsKeyId: 'secrets lie on this disk as they are, readable by their owner only',
};

function firstValueOf({
  SecretString,
  GenerateSecretString: rules,
}: z.infer<typeof SecretProperties>): Secret['value'] | undefined {
  if (SecretString !== undefined) return { kind: 'given', text: SecretString };
  if (!rules) return undefined;
  const { SecretStringTemplate: template, GenerateStringKey: key } = rules;
  return {
    kind: 'generated',
    rules: {
      length: rules.PasswordLength,
      excludeCharacters: rules.ExcludeCharacters,
      excludeLowercase: rules.ExcludeLowercase,
      excludeUppercase: rules.ExcludeUppercase,
      excludeNumbers: rules.ExcludeNumbers,
      excludePunctuation: rules.ExcludePunctuation,
      includeSpace: rules.IncludeSpace,
      requireEachType: rules.RequireEachIncludedType,
      ...(template !== undefined && key !== undefined && { into: { template, key } }),
    },
  };
}

/** The stack's secrets, each with the rule for its first value. */
export function readSecrets(reader: TemplateReader): Secret[] {
  return reader.ofType('AWS::SecretsManager::Secret').map((resource) => {
    const value = firstValueOf(reader.read(resource, SecretProperties, WITHOUT_EFFECT));
    if (!value) throw unsupported(resource, 'a secret without a value');
    return { id: resource.logicalId, name: resource.name, arn: resource.ref, value };
  });
}
