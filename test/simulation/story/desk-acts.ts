import type { ClinicService } from './clinic-terms.ts';

/** A start by the clinic's own clock. */
export type Start = { date: string; time: string };

/** Some booking, the same for the same text; or the one that an act made at the desk. */
export type Subject = string | { madeBy: string };

/** `awaitsRun`: it happens when the next run begins that looks at what is due. */
type Race = { awaitsRun?: true };

/** Acts with the same `about` concern the same booking. */
export type DeskAct =
  | {
      kind: 'books';
      service: ClinicService;
      resource?: string;
      start: Start;
      override: boolean;
      /** Somebody who phones leaves an address, or does not. */
      customer?: number;
      idempotencyKey?: string;
      repeats: boolean;
    }
  | ({ kind: 'moves-booking'; about: Subject; start: Start; override: boolean; idempotencyKey?: string } & Race)
  | ({ kind: 'cancels-booking'; about: Subject; idempotencyKey?: string } & Race)
  | { kind: 'corrects-notes'; about: Subject; idempotencyKey?: string }
  /** A member of staff decides on some booking that waits for approval. */
  | { kind: 'approves' | 'declines'; about: Subject; idempotencyKey?: string }
  /** A member of staff notes whether the customer of some booking came. */
  | { kind: 'notes-attendance'; about: Subject; value: 'came' | 'no-show' }
  /** A member of staff has a notice sent again of which they see that it did not reach the customer, or of some other booking. */
  | { kind: 'sends-again'; about: Subject; isUntold: boolean; idempotencyKey: string }
  /** Closes a resource, or all, for some of the hours; some closures are deleted later. */
  | { kind: 'closes'; resource?: string; from: string; to: string; deletesAfterMs?: number }
  /** Asks what can be had, and then books some of it. */
  | { kind: 'looks'; service: ClinicService; resource?: string; date: string; books: boolean }
  /** Holds a place to move to in a live form, and confirms the move some time later. */
  | { kind: 'holds'; about: Subject; start: Start; again: boolean; confirmsAfterMs: number }
  /** A customer fills in the live form that they were sent: looks perhaps, holds a place, and confirms it later. */
  | {
      kind: 'fills-in-live-form';
      customer: number;
      service: ClinicService;
      resource?: string;
      start: Start;
      looks: boolean;
      again: boolean;
      confirmsAfterMs: number;
    };
