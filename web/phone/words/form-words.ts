import type { FlowFaultKind } from '../flow/flow-fault.ts';

/** The words of the phone around a form or a list, which WhatsApp shows in the phone's language; these bring their own. */
export type FormWords = {
  /** The languages in which days and months are named, the preferred one first: BCP 47. */
  names: readonly [string, ...string[]];
  form: string;
  back: string;
  close: string;
  closeList: string;
  step: (step: number, steps: number) => string;
  optional: string;
  choose: string;
  chooseDay: string;
  firstDay: string;
  lastDay: string;
  monthBefore: string;
  nextMonth: string;
  readMore: string;
  /** While the form waits for the business's answer. */
  moment: string;
  /** The business's answer did not come, or cannot be shown. */
  failed: string;
  tryAgain: string;
  fine: string;
  faultCount: (count: number) => string;
  faults: FaultWords;
  /** After the name of a component. */
  notDrawn: string;
  /** Why a part of the Flow JSON cannot be shown or done, for whoever works on it; `of` is that part. */
  flowFaults: Record<FlowFaultKind, (of: string) => string>;
};

/** What is wrong with a field, as a sentence that says what to do. */
export type FaultWords = {
  chooseOne: string;
  tick: string;
  fillIn: string;
  atMostCharacters: (most: number) => string;
  atLeastCharacters: (least: number) => string;
  otherForm: string;
  number: string;
  digits: string;
  email: string;
  phone: string;
  atLeastOne: string;
  atLeast: (least: number) => string;
  atMost: (most: number) => string;
  day: string;
  otherDay: string;
  firstAndLast: string;
  bothDays: string;
  lastBeforeFirst: string;
  otherDays: string;
  atLeastDays: (least: number) => string;
  atMostDays: (most: number) => string;
};
