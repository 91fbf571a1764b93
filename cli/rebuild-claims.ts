import type { ClaimFinding } from '../functions/shared/domain/places/rebuilt-claim.ts';
import type { RebuildPage } from './stack/claims.ts';

/** What was found so far, and how many items were looked at. */
export type Rebuilt = { looked: number; findings: ClaimFinding[] };

/**
 * Has the stack bring claims and bookings into agreement, page by page.
 * @param shouldStop called before each page
 * @param onProgress receives the result so far after each page
 * @returns whether the last page was reached. What was mended until then stays mended.
 */
export async function rebuildClaims(
  page: RebuildPage,
  { check, shouldStop, onProgress }: { check: boolean; shouldStop(): boolean; onProgress(soFar: Rebuilt): void },
): Promise<Rebuilt & { isFinished: boolean }> {
  const rebuilt: Rebuilt = { looked: 0, findings: [] };
  let after: string | undefined;
  do {
    if (shouldStop()) return { ...rebuilt, isFinished: false };
    const { looked, findings, next } = await page({ check, ...(after !== undefined && { after }) });
    rebuilt.looked += looked;
    rebuilt.findings.push(...findings);
    onProgress(rebuilt);
    after = next;
  } while (after !== undefined);
  return { ...rebuilt, isFinished: true };
}
