import { epochMs, now } from '../../functions/shared/domain/time/instant.ts';
import { roomFor } from '../../infra/account-room.ts';
import { CRM_SENTENCES } from '../channel-sentences.ts';
import { describeFailure } from '../describe-failure.ts';
import type { Stack } from '../stack/stack.ts';
import type { Inspection } from '../stack/stack-inspection.ts';
import { checking, type Finding, fault, ok, warning } from './check.ts';

/** The stack processes due items within a minute. */
const DUE_WARNING_S = 3 * 60;
const DUE_FAULT_S = 10 * 60;

const BUCKET = 'Failure bucket';
const RUNBOOK = 'docs/runbook.md says how to send them again';

async function checkDeadLetters(inspection: Inspection): Promise<Finding[]> {
  const full = (await inspection.deadLetters()).filter(({ waiting }) => waiting > 0);
  if (full.length === 0) return [ok('Set aside', 'Nothing waits for a person.')];
  return full.map(({ name, waiting }) =>
    fault('Set aside', `${waiting} in ${name}: find out why within 14 days; ${RUNBOOK}.`),
  );
}

async function checkDue(inspection: Inspection): Promise<Finding[]> {
  const at = now();
  const oldest = await inspection.oldestDueAt(at);
  const lateS = oldest === undefined ? 0 : Math.round((epochMs(at) - epochMs(oldest)) / 1000);
  if (lateS < DUE_WARNING_S) return [ok('Due', 'What waits for the outside world is looked at in time.')];
  const says = `The oldest item is due for ${Math.round(lateS / 60)} min: read the log of reconcile.`;
  return [(lateS < DUE_FAULT_S ? warning : fault)('Due', says)];
}

async function checkEmails(inspection: Inspection): Promise<Finding[]> {
  const { unconfirmed, gone } = await inspection.deafAddresses();
  const count = (many: number, verb: string) => (many === 1 ? `One address ${verb}s` : `${many} addresses ${verb}`);
  if (unconfirmed + gone === 0) return [ok('E-mail', 'No address waits to be confirmed, and none was lost.')];
  const waits = `${count(unconfirmed, 'wait')} to be confirmed: whoever reads it finds a mail "AWS Notification" and clicks its link.`;
  const lost = `${count(gone, 'get')} no mail any more, not confirmed within two days or unsubscribed: see in the SNS console which, take it out of the contract, deploy, put it back and deploy again.`;
  return [...(unconfirmed > 0 ? [warning('E-mail', waits)] : []), ...(gone > 0 ? [fault('E-mail', lost)] : [])];
}

/** What the own work of release 0.1.0 takes at most, which its stacks do not say. */
const OWN_RUNS_BEFORE = 19;

async function checkConcurrency({ room }: Inspection): Promise<Finding[]> {
  try {
    const found = await room?.();
    if (found === undefined) return [];
    const { isEnough, says } = roomFor(found.ownRuns ?? OWN_RUNS_BEFORE, found.limit);
    return [(isEnough ? ok : warning)('Concurrency', says)];
  } catch (error) {
    // No customer is affected by a limit that cannot be read.
    return [warning('Concurrency', describeFailure(error).sentence)];
  }
}

/** Checks the stack's inside: dead letters, late items, addresses that receive no e-mails, and what the account allows. */
export async function checkInside(stack: Stack): Promise<Finding[]> {
  return checking('Inside', async () => {
    const inspection = await stack.inspect();
    const findings = await Promise.all([
      checking('Set aside', () => checkDeadLetters(inspection)),
      checking('Due', () => checkDue(inspection)),
      checking('E-mail', () => checkEmails(inspection)),
      checkConcurrency(inspection),
    ]);
    return findings.flat();
  });
}

/** Checks whether functions gave up on stream records; a stack that keeps its data in memory has no bucket for them. */
export async function checkFailureBucket({ openFailureBucket }: Stack): Promise<Finding[]> {
  if (!openFailureBucket) return [];
  return checking(BUCKET, async () => {
    const batches = await (await openFailureBucket()).list();
    const [oldest] = batches;
    if (!oldest) return [ok(BUCKET, 'No function gave up on a record.')];
    const since = oldest.keptAt.slice(0, 16).replace('T', ' ');
    const says = `Stream records lie there since ${since} UTC, ${batches.length} in all, each for 30 days: find out why`;
    return [fault(BUCKET, `${says}, then run "npm run channel -- replay" (docs/runbook.md).`)];
  });
}

/** Checks whether the CRM, if there is one, can be called. Its failed events count among the dead letters. */
export async function checkCrm({ handOff, secrets }: Stack): Promise<Finding[]> {
  if (!handOff) return [];
  return checking('CRM', async () => {
    const key = await secrets.crmKey();
    return [key === undefined ? fault('CRM', CRM_SENTENCES['crm-key-missing']) : ok('CRM', 'Its key is stored.')];
  });
}
