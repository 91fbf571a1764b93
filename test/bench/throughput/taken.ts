/** What one invitation or booking takes: the processor's time in ms, and calls one after the other. */
export type Taken = { cpuMs: number; tableCalls: number; providerCalls: number };
