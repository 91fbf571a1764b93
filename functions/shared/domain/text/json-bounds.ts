const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;

/** A number with fewer characters always survives: a double holds fifteen decimal digits. */
const ALWAYS_HELD_CHARACTERS = 15;

const opens = (code: number) => code === 0x7b || code === 0x5b;
const closes = (code: number) => code === 0x7d || code === 0x5d;
const beginsNumber = (code: number) => (code >= 0x30 && code <= 0x39) || code === MINUS;

/** Where the string that begins at `start` ends: at its closing quote. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let before = end - 1;
    while (json.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return json.length;
}

/** Digits, signs, points and exponents: what a number of JSON consists of. */
const isOfNumber = (code: number) =>
  (code >= 0x2d && code <= 0x39 && code !== 0x2f) || code === 0x2b || code === 0x65 || code === 0x45;

/** Where the number that begins at `start` ends: at its last character. */
function endOfNumber(json: string, start: number): number {
  let end = start;
  while (isOfNumber(json.charCodeAt(end + 1))) end += 1;
  return end;
}

/** The decimal digits that count and the power of ten of the last of them: the same for 1.50 and 15e-1. */
function decimalOf(number: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const counting = digits.replace(/0+$/, '');
  return counting && `${counting}e${Number(exponent) - fraction.length + digits.length - counting.length}`;
}

/** Whether the token is a number and JavaScript's number does not say the same. */
function isLostNumber(token: string): boolean {
  const isLong = token.length > ALWAYS_HELD_CHARACTERS || /[eE]/.test(token);
  return isLong && decimalOf(token) !== decimalOf(String(Number(token)));
}

/** Where the token that begins at `start` ends. Whatever is neither text nor number is taken character by character. */
function endOfToken(json: string, start: number): number {
  const code = json.charCodeAt(start);
  if (code === QUOTE) return endOfString(json, start);
  return beginsNumber(code) ? endOfNumber(json, start) : start;
}

type Span = { from: number; end: number };

/** The JSON with each of the spans as a string of its text. */
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
 * Valid JSON text, fit to be parsed into values that can be walked and written recursively: what nests deeper than the
 * limit stands in it as a string with its own JSON text, and so does a number that JavaScript cannot hold. Brackets
 * within strings do not count. `isDeep` says whether something was too deep.
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
