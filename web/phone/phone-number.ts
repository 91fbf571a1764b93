/** The digits of a number in readable form, e.g. "+34 600 000 001"; undefined if it cannot be a number. */
export function readPhoneNumber(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
