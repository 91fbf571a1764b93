/** What is shown of the inside of the stack, in the order of the tabs. */
export const INSIDE_TABS = ['waiting', 'functions', 'calls', 'webhooks', 'forms', 'hand-offs', 'given-up'] as const;
export type InsideTab = (typeof INSIDE_TABS)[number];
