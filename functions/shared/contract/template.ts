import { matching } from './field-rules.ts';

/** WhatsApp's limit for the label of a button. */
export const BUTTON_LIMIT = 20;

export const languageCode = matching(/^[a-z]{2,3}([_-][A-Z]{2})?$/, 'must be a language such as "en" or "pt_BR"');

/** What names an approved template. */
export const TEMPLATE = {
  name: matching(/^[a-z0-9_]{1,512}$/, 'must be the name of an approved template'),
  namespace: matching(/^[A-Za-z0-9_-]{1,100}$/, 'must be the namespace that "npm run channel -- templates" shows'),
  language: matching(/^[a-z]{2,3}([_-][A-Z]{2})?$/, 'must be the template language, such as "en" or "pt_BR"'),
};
