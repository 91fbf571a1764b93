import { describeFailure } from '../describe-failure.ts';

/** `warning`: nobody is hurt yet. `fault`: somebody is, or soon will be. */
export type Verdict = 'ok' | 'warning' | 'fault';

/** What one look found: a sentence, which says what to do unless all is well. */
export type Finding = { check: string; verdict: Verdict; says: string };

export const ok = (check: string, says: string): Finding => ({ check, verdict: 'ok', says });
export const warning = (check: string, says: string): Finding => ({ check, verdict: 'warning', says });
export const fault = (check: string, says: string): Finding => ({ check, verdict: 'fault', says });

/** Makes a check whose own failure is a finding: one that cannot be made must not hide the others. */
export async function checking(check: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [fault(check, describeFailure(error).sentence)];
  }
}
