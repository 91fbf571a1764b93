import { readdirSync, readFileSync } from 'node:fs';

/** The resident memory of a process and of the largest of its children, in MB. */
export type Memory = { own: number; largestChild: number };

const MB_IN_KB = 1024;

/** The fields of one process that Linux tells, or nothing if it is gone by now. */
function statusOf(pid: string): { parent: number; residentMb: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(text) ?? [];
    const [, resident] = /^VmRSS:\s+(\d+) kB$/m.exec(text) ?? [];
    return { parent: Number(parent), residentMb: Math.round(Number(resident ?? 0) / MB_IN_KB) };
  } catch {
    return undefined;
  }
}

/** What this process and its children hold now. Only Linux tells it; elsewhere children count as nothing. */
export function measureMemory(): Memory {
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const children = pids.map(statusOf).filter((status) => status?.parent === process.pid);
  return {
    own: Math.round(process.memoryUsage.rss() / MB_IN_KB ** 2),
    largestChild: Math.max(0, ...children.map((child) => child?.residentMb ?? 0)),
  };
}
