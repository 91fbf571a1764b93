import type { Slot } from '../places/slots.ts';

/** Every reason to refuse a request, without HTTP's terms. */
export type RefusalKind =
  | 'malformed'
  | 'impossible-phone'
  | 'idempotency-key-reused'
  | 'still-running'
  | 'opted-out'
  | 'nothing-booked'
  | 'too-early'
  | 'nothing-to-approve'
  | 'already-told'
  | 'may-have-arrived'
  | 'unreachable'
  | 'erased'
  | 'unknown-service'
  | 'unknown-resource'
  | 'start-in-dst-gap'
  | 'start-in-past'
  | 'off-step'
  | 'outside-opening-hours'
  | 'slot-taken'
  | 'changed-meanwhile'
  | 'too-many-closures'
  | 'not-ready'
  | 'not-found'
  | 'unauthorized'
  | 'not-allowed'
  | 'foreign-origin'
  | 'too-many-keys'
  | 'too-large'
  | 'not-json';

/** One field of a request and the rule it broke. The value is left out, as it may be personal. */
export type FieldFault = { field: string; rule: string };

type RefusalExtra = {
  faults?: FieldFault[];
  retryAfterSeconds?: number;
  alternatives?: readonly Slot[];
  revision?: number;
};

/** An expected refusal that the caller can correct. `message` holds no personal data and no secret. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly faults: FieldFault[];
  readonly retryAfterSeconds: number | undefined;
  /** What can be had instead, the nearest first. */
  readonly alternatives: readonly Slot[] | undefined;
  /** The revision as it is, where the caller expected another. */
  readonly revision: number | undefined;

  constructor(kind: RefusalKind, message: string, extra: RefusalExtra = {}) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.faults = extra.faults ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds;
    this.alternatives = extra.alternatives;
    this.revision = extra.revision;
  }
}

/** There is no invitation under the id that somebody named. */
export const unknownInvitation = (): Refusal => new Refusal('not-found', 'There is no invitation with this id.');

/** A key that makes a repeated request the same one came with another request. */
export const reusedKey = (): Refusal =>
  new Refusal('idempotency-key-reused', 'This idempotency key was used for another request.');
