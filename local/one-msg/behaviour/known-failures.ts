import type { Failure } from '../channel-state.ts';
import type { FailurePlan } from './behaviour.ts';

/** Titles and details of the Meta error codes that docs/provider.md names. */
const KNOWN: Readonly<Record<number, readonly [title: string, details: string]>> = {
  1: ['API Unknown', 'Invalid request or possible server error.'],
  2: ['API Service', 'Temporary due to downtime or due to being overloaded.'],
  4: ['API Too Many Calls', 'The app has reached its API call rate limit.'],
  368: ['Temporarily blocked for policies violations', 'The account has been restricted for violating a policy.'],
  80007: ['Rate limit issues', 'The WhatsApp Business Account has reached its rate limit.'],
  130429: [
    'Rate limit hit',
    'Message failed to send because there were too many messages sent from this phone number.',
  ],
  130472: ["User's number is part of an experiment", "Message was not sent as part of Meta's experiment."],
  131000: ['Something went wrong', 'Message failed to send due to an unknown error.'],
  131016: ['Service unavailable', 'A service is temporarily unavailable.'],
  131026: ['Message undeliverable', 'Unable to deliver message.'],
  131031: ['Business Account locked', 'The account has been restricted or disabled for violating a policy.'],
  131042: ['Business eligibility payment issue', 'Message failed to send because of a payment issue.'],
  131047: [
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ],
  131048: ['Spam rate limit hit', 'Message failed to send because of restrictions on this phone number.'],
  131049: [
    'This message was not delivered to maintain healthy ecosystem engagement.',
    'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
  ],
  131050: ['User has stopped marketing messages', 'This recipient has chosen to stop receiving marketing messages.'],
  131056: ['Pair rate limit hit', 'Too many messages sent to the same phone number in a short period of time.'],
  131057: ['Account in maintenance mode', 'The business account is in maintenance mode.'],
  132000: ['Template Param Count Mismatch', 'The number of parameters does not match the expected number of params.'],
  132001: ['Template does not exist', 'The template does not exist in the language or has not been approved.'],
  132015: ['Template is Paused', 'The template is paused due to low quality.'],
  132068: ['Flow is blocked', 'The Flow is in blocked state.'],
  132069: ['Flow is throttled', 'The Flow is in throttled state: 10 messages in the last hour were sent already.'],
};

/** The texts for an error code; an unknown code gets neutral ones. */
export function failureOf(code: number): Failure {
  const [title, details] = KNOWN[code] ?? ['Unknown error', `Error ${code}.`];
  return { code, title, details, text: title };
}

/** The failure that a plan describes; the plan's texts override the known ones. */
export function plannedFailure(plan: FailurePlan): Failure {
  const known = failureOf(plan.code);
  const title = plan.title ?? known.title;
  return { code: plan.code, title, details: plan.details ?? known.details, text: plan.text ?? title };
}

/** The error object of a refusal with a code: `{error: {message, code, error_user_title, error_user_msg}}`. */
export function errorObject(failure: Failure) {
  const { code, title, details } = failure;
  return { error: { message: `(#${code}) ${title}`, code, error_user_title: title, error_user_msg: details } };
}
