import { epochMs, now } from '../../../functions/shared/domain/instant.ts';
import { CRM_SENTENCES } from '../channel-sentences.ts';
import type { Inspection } from '../stack/inspection.ts';
import type { Stack } from '../stack/stack.ts';
import { checking, type Finding, fault, ok, warning } from './check.ts';

/** What is due is worked off within a minute. */
const DUE_WARNING_S = 3 * 60;
const DUE_FAULT_S = 10 * 60;

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
  const count = await inspection.unconfirmedEmails();
  if (count === 0) return [ok('E-mail', 'No address waits to be confirmed.')];
  const whose = count === 1 ? 'One address has' : `${count} addresses have`;
  return [
    warning('E-mail', `${whose} not confirmed: whoever reads it finds a mail "AWS Notification" and clicks its link.`),
  ];
}

/** How the stack's inside is: what was set aside, what is late, whom e-mails do not reach. */
export async function checkInside(stack: Stack): Promise<Finding[]> {
  return checking('Inside', async () => {
    const inspection = await stack.inspect();
    const findings = await Promise.all([
      checking('Set aside', () => checkDeadLetters(inspection)),
      checking('Due', () => checkDue(inspection)),
      checking('E-mail', () => checkEmails(inspection)),
    ]);
    return findings.flat();
  });
}

/** Whether the CRM can be called, if there is one. What it did not take is among what was set aside. */
export async function checkCrm({ handOff, secrets }: Stack): Promise<Finding[]> {
  if (!handOff) return [];
  return checking('CRM', async () => {
    const key = await secrets.crmKey();
    return [key === undefined ? fault('CRM', CRM_SENTENCES['crm-key-missing']) : ok('CRM', 'Its key is stored.')];
  });
}
