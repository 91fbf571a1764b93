/** A fault that is planted, so that a comparison which sees nothing is found out. */
export type PlantedFault = { what: string; isSeen: boolean };

/** What came of holding something of ours against what others made. */
export type Verdict = {
  /** What was held against what, with numbers and versions. */
  compared: string;
  differences: readonly string[];
  planted: readonly PlantedFault[];
};

export type Comparison = {
  /** What this machine lacks for it, as a clause: "it needs Java 17, which is not on this machine". */
  lacks(): string | undefined;
  compare(): Promise<Verdict>;
};

/** Differences that are told one by one. */
const TOLD = 20;

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function tell({ compared, differences, planted }: Verdict): void {
  for (const difference of differences.slice(0, TOLD)) say(difference);
  const unseen = planted.filter(({ isSeen }) => !isSeen);
  for (const { what } of unseen) say(`Not seen, though it was planted: ${what}`);
  say(`${compared}: ${differences.length === 0 ? 'no difference' : `${differences.length} differences`}.`);
  say(`${planted.length - unseen.length} of ${planted.length} planted faults were seen.`);
}

/**
 * Runs a comparison, or says why it is skipped. The process ends with 1 if there is a difference, or if a planted fault was not seen.
 */
export async function hold({ lacks, compare }: Comparison): Promise<void> {
  const lacking = lacks();
  if (lacking !== undefined) {
    say(`Skipped: ${lacking}.`);
    return;
  }
  const verdict = await compare();
  tell(verdict);
  const isSound = verdict.differences.length === 0 && verdict.planted.every(({ isSeen }) => isSeen);
  process.exitCode = isSound ? 0 : 1;
}
