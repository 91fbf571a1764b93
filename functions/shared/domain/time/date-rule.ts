/** The form of a date in the API, from 2000 to 2100. It does not check that the day exists. */
export const DATE_FORM = /^(20\d{2}|2100)-\d{2}-\d{2}$/;
export const DATE_RULE = 'must be a date from 2000 to 2100, such as "2026-12-01"';
