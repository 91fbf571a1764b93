/** What gives away that a line of a log says something of a person, or is a secret. */
const SIGNS: Record<string, RegExp> = {
  // Not as a part of an id in hex.
  phone: /(?<![0-9a-f-])\+?[1-9]\d{9,11}(?![0-9a-f-])/,
  'chat id': /@(c\.us|lid)\b/,
  'message id': /wamid\./,
  'flow token': /[0-9a-f]{12}\.[\w-]{22}(?![\w-])/,
  'derived key': /(?<![\w-])[\w-]{43}(?![\w-])/,
  'API key': /\bBearer\b/i,
  // What the builders of tests give people and forms.
  name: /\b(Alex|Zelda|Núria|Zoë)/,
  'form value': /First visit|pollen/,
  'message text': /quiero reservar|I'd like to book/i,
};

/** What of a line must not be in a log, each under a word for it: by its form, or because it is one of `secrets`. */
export function leaksIn(line: string, secrets: readonly string[] = []): string[] {
  const signs = Object.entries(SIGNS).filter(([, sign]) => sign.test(line));
  const isSecretTold = secrets.some((secret) => line.includes(secret));
  return [...signs.map(([what]) => what), ...(isSecretTold ? ['secret'] : [])];
}
