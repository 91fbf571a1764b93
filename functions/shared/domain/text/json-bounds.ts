const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;

/** A number of up to this many characters is exact: a double holds fifteen decimal digits. */
const ALWAYS_HELD_CHARACTERS = 15;

const opens = (code: number) => code === 0x7b || code === 0x5b;
const closes = (code: number) => code === 0x7d || code === 0x5d;
const beginsNumber = (code: number) => (code >= 0x30 && code <= 0x39) || code === MINUS;

/** The position of the closing quote of the string that begins at `start`. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let before = end - 1;
    while (json.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return json.length;
}

/** Whether a character can be part of a JSON number: a digit, sign, point or exponent. */
const isOfNumber = (code: number) =>
  (code >= 0x2d && code <= 0x39 && code !== 0x2f) || code === 0x2b || code === 0x65 || code === 0x45;

/** The position of the last character of the number that begins at `start`. */
function endOfNumber(json: string, start: number): number {
  let end = start;
  while (isOfNumber(json.charCodeAt(end + 1))) end += 1;
  return end;
}

/** The significant digits and the power of ten of the last one. Equal for equal numbers, such as 1.50 and 15e-1. */
function decimalOf(number: string): string {
  const [, whole = '', fraction = '', exponent = ''] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const counting = digits.replace(/0+$/, '');
  return counting && `${counting}e${Number(exponent) - fraction.length + digits.length - counting.length}`;
}

/** Whether JavaScript's number differs from the number of the token. */
function isLostNumber(token: string): boolean {
  const isLong = token.length > ALWAYS_HELD_CHARACTERS || /[eE]/.test(token);
  return isLong && decimalOf(token) !== decimalOf(String(Number(token)));
}

/** The last position of the token that begins at `start`: a string, a number, or else one character. */
function endOfToken(json: string, start: number): number {
  const code = json.charCodeAt(start);
  if (code === QUOTE) return endOfString(json, start);
  return beginsNumber(code) ? endOfNumber(json, start) : start;
}

type Span = { from: number; end: number };

/** The JSON with each span replaced by a string of its text. */
function quoted(json: string, spans: Span[]): string {
  let copied = 0;
  const parts = spans.map(({ from, end }) => {
    const before = json.slice(copied, from);
    copied = end + 1;
    return before + JSON.stringify(json.slice(from, end + 1));
  });
  return parts.join('') + json.slice(copied);
}

/**
 * Makes valid JSON text safe to parse, so that recursive code can process the result. Values that nest deeper than the
 * limit, and numbers that JavaScript cannot hold, become strings of their JSON text. Brackets within strings do not
 * count. `isDeep`: something was too deep.
 */
export function boundedJson(json: string, depthLimit: number): { text: string; isDeep: boolean } {
  const spans: Span[] = [];
  let [depth, deepFrom, isDeep] = [0, 0, false];
  let end = 0;
  for (let from = 0; from < json.length; from = end + 1) {
    end = endOfToken(json, from);
    const code = json.charCodeAt(from);
    if (opens(code)) {
      depth += 1;
      if (depth === depthLimit + 1) deepFrom = from;
    } else if (closes(code)) {
      if (depth === depthLimit + 1) spans.push({ from: deepFrom, end });
      isDeep ||= depth > depthLimit;
      depth -= 1;
    } else if (depth <= depthLimit && beginsNumber(code) && isLostNumber(json.slice(from, end + 1))) {
      spans.push({ from, end });
    }
  }
  return { text: quoted(json, spans), isDeep };
}
