/** The text with each placeholder's value in its place; a value that looks like a placeholder stays as it is. */
export function fillPlaceholders<Name extends string>(
  text: string,
  names: readonly Name[],
  values: Readonly<Record<Name, string>>,
): string {
  // One pass: what was filled in is not looked at again.
  return text.replace(/\{\{(\w+)\}\}/g, (found, word: string) => {
    const name = names.find((one) => one === word);
    return name === undefined ? found : values[name];
  });
}
