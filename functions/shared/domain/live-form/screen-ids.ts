/** The screens of the live form, in their order. A phone ends a form at SUCCESS. */
export const SCREENS = { choose: 'CHOOSE', when: 'WHEN', details: 'DETAILS', end: 'SUCCESS' } as const;

/** Stands for "anyone" and for "nothing": WhatsApp refuses empty texts, and no id of the contract is like it. */
export const ANYONE = '-';
