import * as z from 'zod/mini';
import { matching } from './field-rules.ts';

/**
 * The domain under which the business has the API, instead of the address that AWS makes: all URLs then outlive the
 * region (docs/runbook.md, "A region lost").
 */
export const OwnDomain = z.strictObject(
  {
    name: matching(
      /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      'must be a domain name in lower case, such as "appointments.your-salon.com"',
    ),
    /** Issued by Certificate Manager for this name, in the region of the stack. */
    certificateArn: matching(
      /^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]{1,64}$/,
      'must be the ARN of a certificate in AWS Certificate Manager',
    ),
    /** The zone in Route 53 that gets the name's record. Left out: the record is made elsewhere. */
    hostedZoneId: z.optional(matching(/^Z[A-Z0-9]{1,31}$/, 'must be the id of a hosted zone in Route 53')),
  },
  'must be an object with name and certificateArn',
);
export type OwnDomain = z.infer<typeof OwnDomain>;
