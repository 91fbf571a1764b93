import { describeFailure } from '../describe-failure.ts';

/** `warning`: no customer is affected yet. `fault`: customers are affected, or soon will be. */
export type Verdict = 'ok' | 'warning' | 'fault';

/** One finding: a sentence that, unless all is well, says what to do. */
export type Finding = { check: string; verdict: Verdict; says: string };

export const ok = (check: string, says: string): Finding => ({ check, verdict: 'ok', says });
export const warning = (check: string, says: string): Finding => ({ check, verdict: 'warning', says });
export const fault = (check: string, says: string): Finding => ({ check, verdict: 'fault', says });

/** Wraps a check so that its own failure becomes a finding and hides no others. */
export async function checking(check: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [fault(check, describeFailure(error).sentence)];
  }
}
