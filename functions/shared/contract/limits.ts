/** Room the customer's name may take in a greeting; longer names are cut, see `greeting.ts`. */
export const CUSTOMER_NAME_LIMIT = 60;

/** No booking is shorter or longer, in minutes. */
export const LEAST_MINUTES = 5;
export const MOST_MINUTES = 1440;
