import { describe, expect, it } from 'vitest';
import { localeOf } from '../../../web/ui/times.ts';

describe('the locale of dates and times', () => {
  it('is the region that the browser prefers for the language of the page', () => {
    expect(localeOf('en', ['es-ES', 'en-US', 'en-GB'])).toBe('en-US');
    expect(localeOf('es', ['en-US', 'es-MX'])).toBe('es-MX');
  });

  it('is that of the page where the browser names none, or none that is a language tag', () => {
    expect(localeOf('en', ['de-DE', 'en'])).toBe('en-GB');
    expect(localeOf('en', ['en-US@posix'])).toBe('en-GB');
    expect(localeOf('es', [])).toBe('es-ES');
  });
});
