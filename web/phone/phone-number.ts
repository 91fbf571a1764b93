/** The digits of a number as people write it, e.g. "+34 600 000 001"; nothing, if it cannot be one. */
export function readPhoneNumber(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
