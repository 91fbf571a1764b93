import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Delivery } from '../../web/control-room/crm-delivery.ts';
import type { Endpoints } from '../endpoints.ts';

/** An e-mail to the staff, in the format that mail programs store. */
export type StaffMail = { file: string; text: string };

/** Oldest first; empty where the stack uses another CRM, whose deliveries are not visible here. */
export async function readDeliveries({ crm }: Pick<Endpoints, 'crm'>): Promise<Delivery[]> {
  if (!crm?.receiver) return [];
  const answer = await fetch(`${crm.receiver}/deliveries`);
  return z.array(Delivery).parse(await answer.json());
}

/** At most `limit`, oldest first: the file names begin with their time. */
export async function readStaffMails({ mail }: Pick<Endpoints, 'mail'>, limit: number): Promise<StaffMail[]> {
  if (mail === undefined) return [];
  // The first e-mail creates the folder.
  const files = (await readdir(mail).catch((): string[] => [])).filter((file) => file.endsWith('.eml')).sort();
  return Promise.all(
    files.slice(-limit).map(async (file) => ({ file, text: await readFile(join(mail, file), 'utf8') })),
  );
}
