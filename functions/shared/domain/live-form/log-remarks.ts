/** The remark of the log line about a scheduled ping. A metric is made of the line's field `failed`, which is 0 or 1. */
export const WARM_PING_REMARK = 'the endpoint was pinged';

/** The remark of the log line about a phone that reports that it could not use an answer. A metric counts it. */
export const UNUSABLE_ANSWER_REMARK = 'a phone could not use an answer of the live form';
