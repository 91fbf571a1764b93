import type { FailureReason } from '../domain/delivery/failure.ts';

type Phrases = readonly (readonly [FailureReason, readonly RegExp[]])[];

/**
 * Titles and details of Meta's error codes (from its table of Cloud API errors), and messages of 1MSG. The first match
 * counts, so a phrase that is part of a longer one comes after it. All phrases are in the form of `plainWords`.
 */
const PHRASES: Phrases = [
  [
    'unaddressable',
    [
      /\busername is not found\b/,
      /\bnot linked with bsuid\b/,
      /\brouting is disabled\b/,
      /\bphone number not in allowed list\b/,
      /\brecipient cannot be (?:the )?sender\b/,
      /\bbsuid\)? recipients? (?:are|is) not supported\b/,
    ],
  ],
  ['flow-throttled', [/\bflow is (?:in )?(?:a )?throttled\b/]],
  ['flow-blocked', [/\bflow is (?:in )?(?:a )?blocked\b/]],
  [
    'misconfigured',
    [
      /\btemplate\b.{0,200}\bnot found\b/,
      /\btemplate\b[^.:]{0,80}\b(?:is not defined|does not exist|has not been approved|unavailable for use)\b/,
      /\btemplate\b[^.:]{0,40}\b(?:is|has been) (?:permanently )?(?:paused|disabled)\b/,
      /\btemplate (?:hydrated text too long|content violates)\b/,
      /\btemplate (?:format character policy violated|param(?:eter)? (?:count|format) mismatch)\b/,
      /\bnumber of (?:variable )?param(?:eter)?s?\b[^.]{0,60}\b(?:does|did) not match\b/,
      /\bparameter format does not match\b/,
      /\bparameter values formatted incorrectly\b/,
      /\btranslated text (?:is )?too long\b/,
      /\bdisplay name (?:needs )?approval\b/,
      /\bincorrect certificate\b/,
      /\bphone number registration error\b/,
      /\bphone number (?:is )?not registered on the whatsapp business platform\b/,
      /\bbusiness phone number has been deleted\b/,
    ],
  ],
  [
    'too-many-to-person',
    [
      /\bpair[ -]rate[ -]limit\b/,
      /\btoo many messages\b[^.]{0,80}\bto (?:the same|this) (?:phone number|number|recipient|user|customer)\b/,
    ],
  ],
  [
    'account-blocked',
    [
      /\bspam rate limit\b/,
      /\brestrictions on (?:how many messages can be sent from )?this phone number\b/,
      /\bblocked or flagged as spam\b/,
      /\bbusiness eligibility\b/,
      /\bpayment issue\b/,
      /\berrors? related to your payment method\b/,
      /\bunsettled payments?\b/,
      /\bpayments? terms of service\b/,
      /\btemporarily blocked for polic(?:y|ies) violations?\b/,
      /\b(?:account|business) (?:has been |is )?locked\b/,
      /\brestricted or disabled for violating\b/,
      /\brestricted from messaging users in this country\b/,
      /\bpermission is either not granted or has been removed\b/,
      /\bcapability or permissions? issue\b/,
    ],
  ],
  [
    'opted-out',
    [
      /\b(?:user|recipient|customer|contact)\b[^.:]{0,40}(?<!\b(?:not|never) )\bopted[ -]out\b/,
      /\b(?:user|recipient|customer|marketing)(?: has)? opt[ -]?out\b(?! (?:button|link|word|text|template|flow|form))/,
      /\bstopped (?:receipt of |receiving )?marketing\b/,
      /\b(?:chosen|chose|opted|asked|preferences?) to stop receiving\b[^.]{0,20}\bmessages\b/,
    ],
  ],
  ['experiment', [/\bpart of (?:an|the|meta's|whatsapp's) experiment\b/]],
  [
    'held-back',
    [/\bhealthy ecosystem\b/, /\bmeta chose not to deliver\b/, /\bper-user marketing (?:template|message)s? limits?\b/],
  ],
  [
    'window-closed',
    [
      /\bdialog window is closed\b/,
      /\boutside (?:of )?the allowed window\b/,
      /\bre-?engagement\b/,
      /\b24 hours have passed\b/,
      /\b24[ -]hours? (?:customer (?:service|care) |session |messaging )?window\b[^.]{0,20}\b(?:closed|expired|over)\b/,
      /\b(?:customer (?:service|care)|session|messaging) window (?:is |has )?(?:closed|expired|over)\b/,
    ],
  ],
  [
    'credentials',
    [
      /\b(?:invalid|wrong) (?:oauth )?(?:access )?token\b/,
      /\baccess token (?:has expired|is invalid|could not be decrypted)\b/,
      /\b(?:error|failed) validating access token\b/,
      /\bunable to authenticate the app user\b/,
      /\bauthexception\b/,
      /\bunauthori[sz]ed\b/,
    ],
  ],
  [
    'rate-limited',
    [
      /\btoo many (?:api )?(?:requests?|calls)\b/,
      /\btoo many messages\b/,
      /\brate[ -]limit(?:s|ed)?\b/,
      /\brequest limit reached\b/,
      /\bmessage throughput has been reached\b/,
    ],
  ],
  [
    'not-on-whatsapp',
    [
      /\bmessage undeliverable\b/,
      /\bincapable of receiving this message\b/,
      /\bunable to deliver (?:the |this )?message\b/,
      /\bnot a (?:valid )?whatsapp (?:phone number|number|user|account)\b/,
      /\bnot (?:registered )?on whatsapp\b(?! business)/,
      /\bnot accepted our (?:new )?terms of service\b/,
      /\busing an old whatsapp version\b/,
    ],
  ],
];

/** Phrases with several meanings. They count only if nothing else is known of the failure, such as an HTTP status. */
const GENERIC_PHRASES: Phrases = [
  [
    'temporary',
    [
      /\bsomething went wrong\b(?! \w)/,
      /\b(?:due to|because (?:of|there was)) an unknown error\b/,
      /\b(?:service|server) (?:is )?(?:temporarily )?(?:unavailable|overloaded)\b(?! (?:in|for) )/,
      /\btemporary due to downtime\b/,
      /\bpossible server error\b/,
      /\bapi (?:service|unknown)\b(?! \w)/,
      /\baccount (?:is )?in maintenance mode\b/,
    ],
  ],
  ['account-blocked', [/\b(?:access|permission) denied\b/, /\bapi permission\b(?! \w)/]],
  [
    'invalid-request',
    [
      /\binvalid parameter\b/,
      /\brequired parameter is missing\b/,
      /\bparameter value is not valid\b/,
      /\bunsupported message type\b/,
      /\bmedia (?:download|upload) error\b/,
      /\bunable to (?:down|up)load the media\b/,
      /\bgeneric user error\b/,
    ],
  ],
];

/** The words in lower case, with one kind of hyphen, quote and blank. */
const plainWords = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Pd}/gu, '-')
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .replace(/[\s\p{Cf}]+/gu, ' ');

const reasonIn = (phrases: Phrases, words: string): FailureReason | undefined =>
  phrases.find(([, patterns]) => patterns.some((pattern) => pattern.test(words)))?.[0];

/** The reasons in the provider's words: `specific` from PHRASES, `generic` from GENERIC_PHRASES. */
export function reasonsInWords(words: string): { specific?: FailureReason; generic?: FailureReason } {
  const plain = plainWords(words);
  const [specific, generic] = [reasonIn(PHRASES, plain), reasonIn(GENERIC_PHRASES, plain)];
  return { ...(specific && { specific }), ...(generic && { generic }) };
}
