import { randomInt } from 'node:crypto';
import type { Clock } from '../../clock.ts';

/** The author of the message, which the id's bytes encode, as in real ids. */
export type Author = 'business' | 'customer';

/**
 * Creates message ids that look like the real `wamid.HBgL…`: Base64 of the customer's address and a random part. Unlike
 * real ids they increase with time for one customer: two forms within one second, which only the message id
 * distinguishes, keep their order.
 */
export function createMessageIds(clock: Clock): (address: string, author: Author) => string {
  let lastTime = 0;
  let counter = 0;
  return (address, author) => {
    lastTime = Math.max(lastTime, clock.now().getTime());
    counter = (counter + 1) % 0x1000000;
    return `wamid.${addressPart(address, author)}${hex(lastTime, 12)}${hex(counter, 6)}${hex(randomInt(0x10000), 4)}A=`;
  };
}

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, '0');
}

/** The bytes before the random part, padded to a multiple of three so that their Base64 has no padding. */
function addressPart(address: string, author: Author): string {
  const name = Buffer.from(address);
  const frame = Buffer.from(
    author === 'business' ? [0x15, 0x02, 0x00, 0x11, 0x18, 0x12] : [0x15, 0x02, 0x00, 0x12, 0x18, 0x14],
  );
  const bytes = Buffer.concat([Buffer.from([0x1c, 0x18, name.length]), name, frame]);
  return Buffer.concat([bytes, Buffer.from('4A0'.slice(0, 3 - (bytes.length % 3)))]).toString('base64');
}
