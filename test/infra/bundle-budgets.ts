import type { FunctionName } from '../../infra/bundling.ts';

/** What a bundle may weigh and is made of. More of either is a decision: somebody changes this file. */
export type BundleBudget = {
  /** In thousands of bytes, minified; a little room for a small change above what it is. */
  kilobytes: number;
  packages: string[];
};

/** Every function speaks JSON, keeps a log and ends in its chain. */
const HANDLER = [
  '@aws-lambda-powertools/commons',
  '@aws-lambda-powertools/logger',
  '@aws/lambda-invoke-store',
  '@middy/core',
  'zod',
];
const METRICS = ['@aws-lambda-powertools/metrics'];
/** What any call to AWS takes. */
const SDK = [
  '@aws-sdk/core',
  '@aws-sdk/credential-provider-env',
  '@smithy/core',
  '@smithy/node-http-handler',
  '@smithy/signature-v4',
  '@smithy/types',
];
const TABLE = [
  ...SDK,
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/dynamodb-codec',
  '@aws-sdk/endpoint-cache',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/middleware-endpoint-discovery',
  '@aws-sdk/util-dynamodb',
  'mnemonist',
  'obliterator',
];
const SECRETS = ['@aws-sdk/client-secrets-manager'];
const LOCAL_TIME = ['temporal-polyfill', 'temporal-utils'];
const PHONES = ['libphonenumber-js'];
const IDS = ['uuid'];
const SEVERAL_AT_ONCE = ['p-map'];

/** A function behind a door that asks for a secret, with the table behind it. */
const GUARDED = [...HANDLER, ...TABLE, ...SECRETS];

export const BUNDLE_BUDGETS: Record<FunctionName, BundleBudget> = {
  'send-flow': { kilobytes: 526, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME, ...IDS] },
  'send-requested-flow': { kilobytes: 521, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME, ...IDS] },
  'record-inbound-message': { kilobytes: 436, packages: [...GUARDED, ...SEVERAL_AT_ONCE] },
  'record-delivery-status': { kilobytes: 303, packages: [...GUARDED, ...SEVERAL_AT_ONCE] },
  'record-flow-completion': { kilobytes: 398, packages: [...GUARDED, ...SEVERAL_AT_ONCE, ...LOCAL_TIME] },
  'receive-webhook': { kilobytes: 544, packages: [...GUARDED, ...SEVERAL_AT_ONCE, ...LOCAL_TIME] },
  'query-invitation': { kilobytes: 290, packages: GUARDED },
  'query-invitations': { kilobytes: 476, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME] },
  'query-closures': { kilobytes: 329, packages: [...GUARDED, ...LOCAL_TIME] },
  'query-bookings': { kilobytes: 339, packages: [...GUARDED, ...LOCAL_TIME] },
  'query-slots': { kilobytes: 353, packages: [...GUARDED, ...LOCAL_TIME] },
  'query-changes': { kilobytes: 266, packages: GUARDED },
  'query-statistics': { kilobytes: 349, packages: [...GUARDED, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  'query-worklist': { kilobytes: 360, packages: [...GUARDED, ...LOCAL_TIME] },
  'query-customers': { kilobytes: 482, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  'export-customer': { kilobytes: 470, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME] },
  'calendar-feed': {
    kilobytes: 396,
    packages: [...GUARDED, ...SEVERAL_AT_ONCE, ...LOCAL_TIME, 'ical-generator', 'timezones-ical-library'],
  },
  'change-closures': { kilobytes: 355, packages: [...GUARDED, ...LOCAL_TIME, ...IDS, ...SEVERAL_AT_ONCE] },
  'note-attendance': { kilobytes: 356, packages: [...GUARDED, ...LOCAL_TIME] },
  'resend-notice': { kilobytes: 440, packages: [...GUARDED, ...LOCAL_TIME, ...IDS] },
  'finish-work': { kilobytes: 301, packages: GUARDED },
  'create-booking': { kilobytes: 498, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME, ...IDS] },
  'change-booking': { kilobytes: 398, packages: [...GUARDED, ...LOCAL_TIME, ...IDS] },
  'change-customer': { kilobytes: 480, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME] },
  'erase-customer': { kilobytes: 483, packages: [...GUARDED, ...PHONES, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  'publish-events': {
    kilobytes: 297,
    packages: [
      ...HANDLER,
      ...METRICS,
      ...TABLE,
      ...IDS,
      '@aws-sdk/client-eventbridge',
      '@aws-sdk/signature-v4-multi-region',
    ],
  },
  'settle-bookings': { kilobytes: 374, packages: [...GUARDED, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  reconcile: { kilobytes: 483, packages: [...GUARDED, ...METRICS, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  'rebuild-claims': { kilobytes: 378, packages: [...GUARDED, ...LOCAL_TIME, ...IDS, ...SEVERAL_AT_ONCE] },
  'watch-channel': { kilobytes: 550, packages: [...GUARDED, ...METRICS, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  'notify-staff': { kilobytes: 229, packages: [...HANDLER, ...SDK, '@aws-sdk/client-sns', '@aws-sdk/xml-builder'] },
  'message-staff': { kilobytes: 311, packages: [...GUARDED, ...METRICS] },
  'answer-staff': { kilobytes: 401, packages: [...GUARDED, ...LOCAL_TIME, ...IDS] },
  'answer-customer': { kilobytes: 556, packages: [...GUARDED, ...LOCAL_TIME, ...IDS] },
  'tell-customer': { kilobytes: 425, packages: [...GUARDED, ...LOCAL_TIME] },
  'count-figures': { kilobytes: 325, packages: [...HANDLER, ...TABLE, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  'plan-reminders': { kilobytes: 331, packages: [...HANDLER, ...TABLE, ...LOCAL_TIME, ...SEVERAL_AT_ONCE] },
  'exchange-flow-data': { kilobytes: 395, packages: [...GUARDED, ...LOCAL_TIME] },
  'serve-console': { kilobytes: 54, packages: HANDLER },
  'sign-in': { kilobytes: 267, packages: GUARDED },
  'keep-session': { kilobytes: 267, packages: GUARDED },
  'manage-keys': { kilobytes: 270, packages: GUARDED },
};
