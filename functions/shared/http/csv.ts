/** One column of a list: its name in the first line, and what it says of an item. */
export type Column<Item> = readonly [name: string, of: (item: Item) => string | number | boolean | undefined];

/**
 * What spreadsheets may take for a formula, also behind white space, and in the wide letters of East Asia:
 * https://owasp.org/www-community/attacks/CSV_Injection, read in November 2026. The documented remedy is the apostrophe
 * before it, which spreadsheets take for "this is text".
 */
const MAY_BE_FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** RFC 4180, section 2: what has quotes, commas or line ends in it stands in quotes, and its quotes are doubled. */
function field(value: string | number | boolean | undefined): string {
  const text = typeof value === 'string' && MAY_BE_FORMULA.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (values: readonly (string | number | boolean | undefined)[]): string =>
  `${values.map(field).join(',')}\r\n`;

/** Spreadsheets take a file without it for one in the letters of their own country, and spoil every accent. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Items as CSV (RFC 4180), a line for each. Only the first part of a list has the line of the names and the byte-order
 * mark, so that parts that are put behind one another are one file. Not a library's, because what is needed is these few
 * lines, and those at hand see a formula only at the very first character.
 */
export function csvOf<Item>(columns: readonly Column<Item>[], items: readonly Item[], isFirst: boolean): string {
  const lines = items.map((item) => line(columns.map(([, of]) => of(item))));
  return `${isFirst ? BYTE_ORDER_MARK + line(columns.map(([name]) => name)) : ''}${lines.join('')}`;
}
