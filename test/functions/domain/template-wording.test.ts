import { describe, expect, test } from 'vitest';
import { isTemplateBody } from '../../../cli/templates/template-body.ts';
import { type TemplateWording, templateWording } from '../../../functions/shared/domain/notices/template-wording.ts';

const FOR_CUSTOMERS: TemplateWording[] = [
  ...(['booked', 'requested', 'changed', 'cancelled', 'declined', 'reminder', 'followUp', 'followUpOffer'] as const),
];
const FOR_STAFF: TemplateWording[] = ['staffNews', 'staffToApprove'];

describe.each(['en', 'es', 'es_MX'])('in "%s"', (language) => {
  test.each(FOR_CUSTOMERS)('the body of "%s" is one that WhatsApp takes, with four variables', (wording) => {
    expect(isTemplateBody(templateWording(language, wording) ?? '', 4, language)).toBe(true);
  });

  test.each(FOR_STAFF)('the body of "%s" is one that WhatsApp takes, with five variables', (wording) => {
    expect(isTemplateBody(templateWording(language, wording) ?? '', 5, language)).toBe(true);
  });
});

test('a language without words of the project has no body', () => {
  expect(templateWording('fr', 'booked')).toBeUndefined();
});
