/** The screens of the live form, in their order. A phone ends a form at SUCCESS. */
export const SCREENS = { choose: 'CHOOSE', when: 'WHEN', details: 'DETAILS', end: 'SUCCESS' } as const;
