import { randomUUID } from 'node:crypto';

/** `subject` and the names are ASCII, as SNS and the contract require; the text can be anything. */
export type Mail = { from: string; to: string; subject: string; text: string; at: Date };

/** RFC 5322 limits a line to 998 octets; a character takes at most four. */
const LONGEST_LINE = 240;

/** RFC 5322 requires a numeric zone. */
const dateOf = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

function bodyOf(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const short = lines.flatMap((line) => line.match(new RegExp(`.{1,${LONGEST_LINE}}`, 'gu')) ?? ['']);
  return short.join('\r\n');
}

/** An e-mail as mail programs store and open it (RFC 5322), with its text readable in any editor. */
export function composeMail({ from, to, subject, text, at }: Mail): string {
  const headers = [
    `From: "${from.replace(/["\\]/g, '')}" <no-reply@sns.amazonaws.com>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${dateOf(at)}`,
    `Message-ID: <${randomUUID()}@appointment-flow.local>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${bodyOf(text)}`;
}
