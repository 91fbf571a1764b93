import { describe, expect, it } from 'vitest';
import type { FailureReason } from '../../../functions/shared/domain/delivery/failure.ts';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { judgeAnswer } from '../../../functions/shared/provider/send-outcome.ts';
import { readStatus } from '../../../functions/shared/provider/webhook/statuses.ts';
import { failureOf } from '../../../local/one-msg/behaviour/known-failures.ts';
import { aMessageId } from '../../support/webhooks.ts';

/** What a failed status in the normalised dialect, which has words only, is understood as. */
function reported(words: string): FailureReason | undefined {
  const element = readStatus({ id: aMessageId(), status: 'failed', error: words }, now());
  return element.kind === 'status' ? element.status.failure?.reason : undefined;
}

/** What a refusal in words is understood as. */
function answered(words: string): FailureReason | undefined {
  const outcome = judgeAnswer({ status: 200, headers: new Headers() }, JSON.stringify({ sent: false, message: words }));
  return outcome.kind === 'refused' ? outcome.failure.reason : undefined;
}

/** Titles, and after them details, as Meta's table of errors and its webhooks have them. */
const WORDS: Partial<Record<FailureReason, string[]>> = {
  'window-closed': [
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    'More than 24 hours have passed since the recipient last replied to the sender number.',
    'Dialog window is closed',
    'Message is outside of the allowed window',
    'The 24 hour customer service window has expired',
  ],
  'not-on-whatsapp': [
    'Message undeliverable',
    'Message Undeliverable.',
    'Receiver is incapable of receiving this message',
    'Unable to deliver message. Reasons can include: The recipient phone number is not a WhatsApp phone number.',
    'The recipient phone number is not a WhatsApp phone number',
    'Recipient is not a valid WhatsApp user',
    'Recipient has not accepted our new Terms of Service and Privacy Policy.',
    'Recipient using an old WhatsApp version',
  ],
  experiment: [
    "User's number is part of an experiment",
    'User’s number is part of an experiment',
    'Message was not sent as part of an experiment.',
    "Unable to deliver message. This recipient's number is part of an experiment.",
  ],
  'opted-out': [
    'User has stopped marketing messages',
    'User has stopped receipt of marketing messages',
    'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business',
    'User preferences to stop receiving marketing messages.',
    'The recipient opted out of marketing messages',
    'User has opted-out',
    'Marketing opt-out',
  ],
  'held-back': [
    'This message was not delivered to maintain healthy ecosystem engagement.',
    'Meta chose not to deliver',
    'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
    'Message undeliverable: This message was not delivered to maintain healthy ecosystem engagement.',
  ],
  'too-many-to-person': [
    '(Business Account, Consumer Account) pair rate limit hit',
    'Pair rate limit hit',
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  ],
  'rate-limited': [
    'Rate limit hit',
    'Cloud API message throughput has been reached.',
    'Message failed to send because there were too many messages sent from this phone number in a short period of time.',
    'API Too Many Calls',
    'The app has reached its API call rate limit.',
    'Application request limit reached',
    'Rate limit issues',
    'The WhatsApp Business Account has reached its rate limit.',
    'Too many requests',
  ],
  temporary: [
    'Something went wrong',
    'Something went wrong.',
    'Message failed to send due to an unknown error.',
    'Service unavailable',
    'Service Overloaded',
    'A service is temporarily unavailable.',
    'Server Temporarily Unavailable',
    'Account in maintenance mode',
    'Business Account is in maintenance mode',
    'API Service',
    'Temporary due to downtime or due to being overloaded.',
    'API Unknown',
    'Invalid request or possible server error.',
  ],
  'flow-blocked': ['Flow is Blocked', 'Flow is in blocked state.'],
  'flow-throttled': [
    'Flow is Throttled',
    'Flow is in throttled state and 10 messages using this flow were already sent in the last hour.',
  ],
  'account-blocked': [
    'Business Account locked',
    'Account has been locked',
    'The WhatsApp Business Account associated with the app has been restricted or disabled for violating a platform policy.',
    'Temporarily blocked for policies violations',
    'Business eligibility payment issue',
    'Business eligibility — Payment issue',
    'There was an error related to your payment method.',
    'Message failed to send because of one or more errors related to your payment method.',
    'Message failed to send because your WhatsApp Business account has unsettled payments.',
    'Spam rate limit hit',
    'Spam Rate limit hit',
    'Message failed to send because there are restrictions on how many messages can be sent from this phone number. This may be because too many previous messages were blocked or flagged as spam.',
    'Business account is restricted from messaging users in this country.',
    'Access denied',
    'Permission is either not granted or has been removed.',
  ],
  misconfigured: [
    'template is not defined',
    'template "a" in language "b" not found',
    'Template does not exist',
    'Template name does not exist in the translation',
    'The template does not exist in the specified language or the template has not been approved.',
    'Template Param Count Mismatch',
    'Number of parameters does not match the expected number of params',
    'Template Hydrated Text Too Long',
    'Translated text is too long.',
    'Template Format Character Policy Violated',
    'Template content violates a WhatsApp policy.',
    'Template Parameter Format Mismatch',
    'Parameter format does not match format in the created template',
    'Template is Paused',
    'Template is paused due to low quality so it cannot be sent in a template message.',
    'Template is Disabled',
    'Template has been paused too many times due to low quality and is now permanently disabled.',
    'Display name needs approval before message can be sent',
    'Incorrect certificate',
  ],
  credentials: [
    'invalid token',
    'Access token has expired',
    'Invalid OAuth access token',
    'Error validating access token: Session has expired',
    'AuthException',
    'We were unable to authenticate the app user',
  ],
  unaddressable: [
    'username is not found',
    'phone is not linked with bsuid',
    'Sms routing is disabled',
    'Recipient phone number not in allowed list',
    'Recipient cannot be sender',
  ],
  'invalid-request': [
    'Invalid parameter',
    'Required parameter is missing',
    'Parameter value is not valid',
    'Unsupported message type',
    'Media upload error',
    'Generic user error',
  ],
};
const CASES = Object.entries(WORDS).flatMap(([reason, all]) => all.map((words) => [words, reason] as const));

describe('a failure told in words without a code', () => {
  it.each(CASES)('%j is %s', (words, reason) => {
    expect([reported(words), answered(words)]).toEqual([reason, reason]);
  });

  it.each(CASES)('%j is %s in any case, any spacing, and among other words', (words, reason) => {
    const others = [
      words.toUpperCase(),
      words.toLowerCase(),
      `  ${words.replaceAll(' ', '\u00a0\n')}  `,
      words.replaceAll('-', '\u2011').replaceAll("'", '\u2019'),
      `Error: ${words}`,
      `The message was not sent. ${words}`,
      `${words} (see the documentation)`,
      `${'x'.repeat(1_000)} ${words}`,
    ];
    expect(others.map(reported)).toEqual(others.map(() => reason));
  });

  it.each([
    1, 2, 4, 368, 80007, 130429, 130472, 131000, 131016, 131026, 131031, 131042, 131047, 131048, 131049, 131050, 131056,
    131057, 132000, 132001, 132015, 132068, 132069,
  ])('is what its code %i says, in the words of the simulated provider', (code) => {
    const { title, details } = failureOf(code);
    const coded = readStatus({ id: aMessageId(), status: 'failed', errors: [{ code, title: 'x' }] }, now());
    const reason = coded.kind === 'status' ? coded.status.failure?.reason : undefined;
    expect(reason).toEqual(expect.any(String));
    expect([reported(title), reported(`${title}: ${details}`)]).toEqual([reason, reason]);
  });

  it.each<[number, FailureReason]>([
    [17, 'rate-limited'],
    [613, 'rate-limited'],
    [80008, 'rate-limited'],
    [130497, 'account-blocked'],
    [131005, 'account-blocked'],
    [131008, 'invalid-request'],
    [131021, 'unaddressable'],
    [131030, 'unaddressable'],
    [131037, 'misconfigured'],
    [131051, 'invalid-request'],
    [131062, 'unaddressable'],
    [132000, 'misconfigured'],
    [132099, 'misconfigured'],
    [132100, 'unknown-reason'],
    [131999, 'unknown-reason'],
    [133004, 'temporary'],
    [2494100, 'temporary'],
    [99999999, 'unknown-reason'],
  ])('code %i alone is %s', (code, reason) => {
    expect([reported(`(#${code})`), answered(`error code: ${code}`)]).toEqual([reason, reason]);
  });

  it.each([
    ['(#131047) Something went wrong', 'window-closed'],
    ['Spam rate limit hit (131056)', 'too-many-to-person'],
    ['[131050] Rate limit hit', 'opted-out'],
    ['error code 4: Message undeliverable', 'rate-limited'],
    ['{"code":368,"message":"Invalid parameter"}', 'account-blocked'],
    ['Message undeliverable (999999)', 'not-on-whatsapp'],
  ])('%j: a known code decides before any phrase: %s', (words, reason) => {
    expect([reported(words), answered(words)]).toEqual([reason, reason]);
  });

  it.each([
    'Unknown error',
    'Message expired',
    'The shop window is closed on Mondays',
    'part of an experimental API',
    'The opt-out button is missing',
    'Footer "opt out" is too long',
    'The user has not opted out',
    'Marketing opt-out text is too long',
    'Invalid flow_token',
    'flow spam_rate_limit_hit is wrong',
    'Exchange rate limitation',
    'Something went wrong with the colour of the button',
    'The API service terms changed',
    'Service unavailable in this country',
    'Payment of 10 received',
    'The door is locked',
    'Flow is blocking',
    'Country code 4 is unknown',
    'HTTP status 200, exit code 1',
    '24 hours',
    '',
  ])('%j says nothing that is known', (words) => {
    expect(answered(words)).toBe('unknown-reason');
  });
});
