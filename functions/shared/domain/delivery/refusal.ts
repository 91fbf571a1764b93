/** The reasons to refuse a request, independent of HTTP. */
export type RefusalKind =
  | 'malformed'
  | 'impossible-phone'
  | 'idempotency-key-reused'
  | 'still-running'
  | 'opted-out'
  | 'nothing-booked'
  | 'erased'
  | 'not-found'
  | 'unauthorized'
  | 'too-large'
  | 'not-json';

/** One field of a request and the rule it broke. The value is left out, as it may be personal. */
export type FieldFault = { field: string; rule: string };

/** An expected refusal that the caller can correct. `message` holds no personal data and no secret. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly faults: FieldFault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: RefusalKind, message: string, extra: { faults?: FieldFault[]; retryAfterSeconds?: number } = {}) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.faults = extra.faults ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds;
  }
}
