import { aMessageId, statusesBody } from '../support/webhooks.ts';
import type { BundleName } from './bundles.ts';
import { against, type Figure, figureOf, spread, tableOf } from './figures.ts';
import { type FunctionHost, startHost } from './function-host.ts';
import { webhookEvent, webhookSecret } from './http-events.ts';
import { startInstantAws } from './instant-aws.ts';

const SUBJECTS = ['floor', 'reference', 'record-delivery-status'] as const;
type Subject = (typeof SUBJECTS)[number];

/** How many statuses an event has, and how many such events make one measurement: about as much work for each size. */
const SIZES = [
  { elements: 1, events: 100 },
  { elements: 10, events: 30 },
  { elements: 100, events: 5 },
  { elements: 1000, events: 1 },
] as const;
const ROUNDS = 15;
/** Run before anything counts, until the functions are compiled and their connections are open. */
const WARM_UP = 8;

/** An event of so many statuses, each of a message not heard of before. */
const statusEvent = (elements: number) =>
  webhookEvent(
    statusesBody('hooks', ...Array.from({ length: elements }, () => ({ id: aMessageId(), status: 'delivered' }))),
  );

/** What one event took, in ms. */
export type Warm = { elements: number; subject: Subject; cpu: Figure; wall: Figure };

async function measureSize(hosts: Map<Subject, FunctionHost>, { elements, events }: (typeof SIZES)[number]) {
  const measured = new Map<Subject, { cpu: number[]; wall: number[] }>(
    SUBJECTS.map((name) => [name, { cpu: [], wall: [] }]),
  );
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const [name, host] of hosts) {
      const bundle: BundleName = name;
      const { cpuMs, wallMs } = await host.invoke(
        bundle,
        ...Array.from({ length: events }, () => statusEvent(elements)),
      );
      if (round < WARM_UP) continue;
      measured.get(name)?.cpu.push(cpuMs / events);
      measured.get(name)?.wall.push(wallMs / events);
    }
  }
  return [...measured].map(([subject, { cpu, wall }]): Warm => {
    return { elements, subject, cpu: figureOf(cpu), wall: figureOf(wall) };
  });
}

export type WarmPath = {
  figures: Warm[];
  /** How many times our processor time the reference takes for an event of one status. */
  cpuOfReference: number;
};

const cpuOf = (figures: Warm[], elements: number, subject: Subject) =>
  figures.find((figure) => figure.elements === elements && figure.subject === subject)?.cpu.median;

/** Measures a webhook that is running already, beside the baselines, in turns. */
export async function measureWarmPath(bundles: string): Promise<WarmPath> {
  const aws = await startInstantAws();
  const secret = { WEBHOOK_SECRET: webhookSecret };
  const hosts = new Map(SUBJECTS.map((name) => [name, startHost(bundles, aws.endpoint, secret)]));
  try {
    const figures: Warm[] = [];
    for (const size of SIZES) figures.push(...(await measureSize(hosts, size)));
    const [reference, ours] = [cpuOf(figures, 1, 'reference'), cpuOf(figures, 1, 'record-delivery-status')];
    if (!reference || !ours) throw new Error('Not all was measured.');
    return { figures, cpuOfReference: reference / ours };
  } finally {
    for (const host of hosts.values()) host.stop();
    aws.close();
  }
}

/** The section of the report. */
export function reportWarmPath(figures: Warm[]): string {
  const of = (elements: number, subject: Subject) => {
    const found = figures.find((figure) => figure.elements === elements && figure.subject === subject);
    if (!found) throw new Error(`${subject} was not measured with ${elements} elements.`);
    return found;
  };
  const rows = SIZES.map(({ elements }) => {
    const [floor, reference, ours] = [of(elements, 'floor'), of(elements, 'reference'), of(elements, SUBJECTS[2])];
    return [
      String(elements),
      against(ours.cpu.median / floor.cpu.median, 1.25),
      against(ours.wall.median / floor.wall.median, 1.25),
      against(ours.cpu.median / reference.cpu.median, 0.5),
      against(ours.wall.median / reference.wall.median, 0.5),
      spread(ours.cpu, 2),
      spread(ours.wall, 2),
    ];
  });
  return [
    '## Warm path',
    '',
    '`record-delivery-status` against a table that answers at once, per event. The floor sets one attribute and believes what',
    'it gets back. A status here is a request almost three times as large (what it is, whose, until when, unless its customer',
    'was erased), under a condition. That it need not cost more is the work of `infra/lean-sdk`, which does once what the plain',
    'SDK does for every call.',
    '',
    tableOf(
      ['statuses', 'CPU of floor', 'clock of floor', 'CPU of reference', 'clock of reference', 'CPU ms', 'clock ms'],
      rows,
    ),
  ].join('\n');
}
