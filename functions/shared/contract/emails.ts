import * as z from 'zod/mini';

/** Each address gets every e-mail; more people than these want a mailing list. */
const LIMIT = 5;

const address = z
  .string('must be an e-mail address')
  .check(
    z.regex(
      /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/,
      'must be an e-mail address such as "desk@your-salon.com"',
    ),
  );

/** Who gets some kind of e-mail: one to five addresses, each once. */
export const emails = z.array(address, 'must be a list of e-mail addresses').check(
  z.minLength(1, 'must name at least one address'),
  z.maxLength(LIMIT, `must be at most ${LIMIT} addresses`),
  z.refine(
    (addresses) => new Set(addresses.map((email) => email.toLowerCase())).size === addresses.length,
    'must name each address once',
  ),
);
