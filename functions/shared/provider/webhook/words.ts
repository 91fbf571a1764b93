import { presentableName } from '../../domain/customer/greeting.ts';

/** Whether a body is a link to a file and nothing else. */
export const isLink = (body: string): boolean => /^\s*[a-z][a-z0-9+.-]*:\/\/\S+\s*$/i.test(body);

/** Whether a body looks like a JSON object or list, and so was written by a program. */
export function isJsonText(body: string): boolean {
  const trimmed = body.trim();
  return /^\{.*\}$|^\[.*\]$/s.test(trimmed);
}

const endingOf = (name: string): string | undefined => /\.[\p{L}\p{N}]{1,5}$/u.exec(name.trim())?.[0].toLowerCase();

/** What goes with a file that a customer sent. */
export type Media = {
  caption?: string | undefined;
  fileName?: string | undefined;
  /** Where the file lies. */
  link?: string | undefined;
  isDocument: boolean;
};

/** The words under a file: its caption, unless that is only the name of the file, as it may be for any, and often is for a document. */
export function captionWords({ caption, fileName, link, isDocument }: Media): string | undefined {
  if (!caption) return undefined;
  const ending = endingOf(caption);
  const path = link?.replace(/[?#].*$/, '');
  const isFileName =
    caption === fileName ||
    (ending !== undefined && (isDocument || [path, fileName].some((name) => name && endingOf(name) === ending)));
  return isFileName ? undefined : caption;
}

/** The first of some texts that can be the customer's own name. */
export const nameAmong = (...texts: (string | undefined)[]): string | undefined =>
  texts.map(presentableName).find((name) => name !== undefined);
