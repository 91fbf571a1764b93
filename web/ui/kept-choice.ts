/** What a person chose for this browser: neither a secret nor about anybody. */
export type KeptChoice = 'language' | 'theme';

/** A browser may refuse to keep anything: then a choice holds until the page is closed. */
export function readChoice(name: KeptChoice): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepChoice(name: KeptChoice, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
