/** One finding of cdk-nag that is left as it is: at which constructs, and why that is right here. */
export type NagReason = { at: RegExp; reason: string };

/** Every finding of cdk-nag's AwsSolutions pack that is not mended, by its rule. */
export const NAG_REASONS: Record<string, NagReason> = {
  'AwsSolutions-SMG4': {
    at: /\/Secrets\/(Root|Given)\/Resource$/,
    reason:
      'Neither secret can be rotated by a machine: a new root would make every key, webhook address and flow token in use worthless (keys are rotated by generation instead, "keys rotate"), and the other one holds what the provider and the CRM gave.',
  },
  'AwsSolutions-S1': {
    at: /\/UnpublishedFacts\/Bucket\/Resource$/,
    reason:
      'Lambda alone writes here, only what it has given up on, and people read it a few times a year: a second bucket of access logs would have to be kept, paid and erased for nothing.',
  },
  'AwsSolutions-IAM5[Resource::<UnpublishedFactsBucket6423488F.Arn>/*]': {
    at: /\/(publish-events|settle-bookings)\/Role\/Resource$/,
    reason: 'Lambda chooses the keys of the objects it puts there; nothing else is in the bucket.',
  },
  'AwsSolutions-IAM5[Resource::*]': {
    at: /\/(publish-events|settle-bookings)\/Role\/Resource$/,
    reason: 'Lambda lists streams before it reads one, and ListStreams works on no resource that could be named.',
  },
  'AwsSolutions-SQS3': {
    at: /\/(UnqueuedRequests|BookingsNotHandedOff|(Reminders|Figures)?Every(Minute|FiveMinutes|Hour|ThreeHours)\/FailedRuns)\/Queue\/Resource$/,
    reason: 'These are dead-letter queues, of rules and schedules: the check knows only those of other queues.',
  },
  'AwsSolutions-APIG4': {
    at: /\/Api\/Api\/[A-Z]+--[^/]+(\/Resource)?$/,
    reason:
      'Each function checks the API key, or the secret in the path, before it reads anything, in constant time: an authorizer would be one more function to run and to trust. GET /console serves a page that knows nothing.',
  },
};
