import { aForm, completionBody, secondsAgo, statusesBody } from '../support/webhooks.ts';

/** A form with 1 KB of JSON, for an hour that no other form requests. */
function formFor(booking: number) {
  const [day, hour] = [Math.floor(booking / 8), 9 + (booking % 8)];
  const date = new Date(Date.now() + (day + 2) * 86_400_000).toISOString().slice(0, 10);
  const form = { ...aForm, date, time: `${String(hour).padStart(2, '0')}:00` };
  return { ...form, notes: 'n'.repeat(1024 - Buffer.byteLength(JSON.stringify(form))) };
}

/** The provider tells of a message that it was sent, delivered and read. */
export const statusesOf = (phone: string, id: string): object[] =>
  ['sent', 'delivered', 'read'].map((status) => statusesBody('hooks', { id, phone, status }));

/** Gives the webhook by which a customer sends a form, each for another hour. */
export function completions(): (phone: string, token: string) => object {
  let bookings = 0;
  return (phone, token) => completionBody('raw', { phone, token, fields: formFor(bookings++), at: secondsAgo(0) });
}
