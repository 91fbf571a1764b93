import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { composeMail, type Mail } from './compose-mail.ts';

/** The folder that receives the stack's e-mails. */
export type Mailbox = {
  directory: string;
  /** Writes one file; resolves when it is complete. */
  deliver(mail: Omit<Mail, 'at'>): Promise<void>;
};

/** "Booked: Tue 6 May 2031 10:00" → "booked-tue-6-may-2031-10-00". */
const inFileName = (subject: string): string =>
  subject
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');

/** Opens the folder, which the first e-mail creates; `report` receives one line for each e-mail. */
export function openMailbox(directory: string, clock: Clock, report: (line: string) => void): Mailbox {
  let written = 0;
  return {
    directory,
    async deliver(mail) {
      const at = clock.now();
      written += 1;
      const time = at.toISOString().replace(/[:.]/g, '-');
      const path = join(directory, `${time}-${written}-${inFileName(mail.subject)}.eml`);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(path, composeMail({ ...mail, at }), { mode: 0o600 });
      report(`E-mail to ${mail.to}: ${path}`);
    },
  };
}
