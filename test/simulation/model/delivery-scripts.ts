export type Status = 'sent' | 'delivered' | 'read' | 'failed';
/** What becomes of a message: its statuses, how many ms after the one before. */
type DeliveryScript = readonly (readonly [Status, least: number, most: number])[];

const HOUR = 3_600_000;
export const DELIVERY_SCRIPTS: readonly DeliveryScript[] = [
  [
    ['sent', 50, 2_000],
    ['delivered', 50, 30_000],
    ['read', 500, 2 * HOUR],
  ],
  [
    ['sent', 50, 2_000],
    ['delivered', 50, 30_000],
    ['read', 500, 30_000],
  ],
  [
    ['sent', 50, 2_000],
    ['delivered', 50, 3_000],
  ],
  [
    ['sent', 50, 2_000],
    ['read', 500, 60_000],
  ],
  [['sent', 50, 2_000]],
  [],
  [
    ['sent', 50, 2_000],
    ['failed', 50, 20_000],
  ],
  [['failed', 50, 5_000]],
  [
    ['sent', 50, 2_000],
    ['failed', 50, 5_000],
    ['delivered', 50, 200_000],
  ],
];
/** Those of a notice: it may also fail late, or on one device after it arrived on another. */
export const NOTICE_DELIVERY_SCRIPTS: readonly DeliveryScript[] = [
  ...DELIVERY_SCRIPTS,
  [
    ['sent', 50, 2_000],
    ['failed', 20 * 60_000, 3 * HOUR],
  ],
  [
    ['sent', 50, 2_000],
    ['delivered', 50, 3_000],
    ['failed', 50, 20_000],
  ],
];
/** Where messages arrive within minutes, and nothing fails. */
export const SWIFT_DELIVERY_SCRIPTS: readonly DeliveryScript[] = [
  [
    ['sent', 50, 2_000],
    ['delivered', 50, 30_000],
    ['read', 500, 30_000],
  ],
  [
    ['sent', 50, 2_000],
    ['read', 500, 60_000],
  ],
  [['delivered', 50, 30_000]],
  [],
];

/** Most retried codes, one that stops, one that says the customer opted out. */
export const CODES = [131000, 131000, 131056, 131026, 131049, 131050, 130429] as const;

/** It fails before whoever sent it has written down which message it was. */
export const FAILED_AT_ONCE: DeliveryScript = [['failed', 5, 300]];

/** Codes whose words are easily taken for another's. */
export const ODD_CODES = [131050, 131050, 131048, 130472, 131056, 132069, 132015, 131042] as const;

/** What customers do with a form they got: when they send it, and how often. */
export const ANSWERS: readonly (readonly number[])[] = [[], [], [1], [1], [1], [1, 2], [24], [1, 24 * 8]];
