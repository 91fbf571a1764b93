import * as z from 'zod/mini';

/** One resource of a CloudFormation template, its values not yet resolved. */
export const TemplateResource = z.strictObject({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), z.unknown())),
  Condition: z.optional(z.string()),
  // What follows steers CloudFormation's own work (order, deletion, provenance) and changes nothing that runs.
  DependsOn: z.optional(z.unknown()),
  DeletionPolicy: z.optional(z.unknown()),
  UpdateReplacePolicy: z.optional(z.unknown()),
  Metadata: z.optional(z.unknown()),
});
export type TemplateResource = z.infer<typeof TemplateResource>;

/** A CloudFormation template as the CDK writes it. */
export const Template = z.strictObject({
  Resources: z.record(z.string(), TemplateResource),
  Parameters: z._default(
    z.record(z.string(), z.looseObject({ Type: z.string(), Default: z.optional(z.unknown()) })),
    {},
  ),
  Conditions: z._default(z.record(z.string(), z.unknown()), {}),
  Mappings: z._default(z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))), {}),
  Outputs: z._default(
    z.record(z.string(), z.looseObject({ Value: z.unknown(), Condition: z.optional(z.string()) })),
    {},
  ),
  // Words for people, and assertions on parameters that only a deployment can check.
  AWSTemplateFormatVersion: z.optional(z.unknown()),
  Description: z.optional(z.unknown()),
  Metadata: z.optional(z.unknown()),
  Rules: z.optional(z.unknown()),
});
export type Template = z.infer<typeof Template>;
