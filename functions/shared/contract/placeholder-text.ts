import * as z from 'zod/mini';
import { text } from './field-rules.ts';

const occurrences = (value: string, name: string) => value.split(`{{${name}}}`).length - 1;

/** Whether a text names a placeholder. */
export const names = (value: string, name: string): boolean => occurrences(value, name) > 0;

/** A text for customers in which each of the placeholders may stand once, and no other. */
export function placeholderText(limit: number, placeholders: readonly string[]) {
  const allowed = placeholders.map((name) => `{{${name}}}`).join(', ');
  const withoutPlaceholders = (value: string) =>
    placeholders.reduce((rest, name) => rest.replaceAll(`{{${name}}}`, ''), value);
  return text(limit).check(
    z.refine((value) => !/\{\{|\}\}/.test(withoutPlaceholders(value)), `must contain no placeholder but ${allowed}`),
    z.refine(
      (value) => placeholders.every((name) => occurrences(value, name) <= 1),
      'must contain each placeholder at most once',
    ),
  );
}
