import { presentableName } from '../../domain/customer/greeting.ts';

/** Whether a body is only a link to a file. */
export const isLink = (body: string): boolean => /^\s*[a-z][a-z0-9+.-]*:\/\/\S+\s*$/i.test(body);

/** Whether a body looks like a JSON object or list, which no person writes. */
export function isJsonText(body: string): boolean {
  const trimmed = body.trim();
  return /^\{.*\}$|^\[.*\]$/s.test(trimmed);
}

const endingOf = (name: string): string | undefined => /\.[\p{L}\p{N}]{1,5}$/u.exec(name.trim())?.[0].toLowerCase();

/** The description of a file that a customer sent. */
export type Media = {
  caption?: string | undefined;
  fileName?: string | undefined;
  /** The URL of the file. */
  link?: string | undefined;
  isDocument: boolean;
};

/** The caption of a file, unless it is only the file's name, as is common for documents. */
export function captionWords({ caption, fileName, link, isDocument }: Media): string | undefined {
  if (!caption) return undefined;
  const ending = endingOf(caption);
  const path = link?.replace(/[?#].*$/, '');
  const isFileName =
    caption === fileName ||
    (ending !== undefined && (isDocument || [path, fileName].some((name) => name && endingOf(name) === ending)));
  return isFileName ? undefined : caption;
}

/** The first of the texts that can be the customer's name. */
export const nameAmong = (...texts: (string | undefined)[]): string | undefined =>
  texts.map(presentableName).find((name) => name !== undefined);
