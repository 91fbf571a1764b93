import type { AttributeValue } from 'aws-lambda';

/** Bytes an item may have. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
export const ITEM_LIMIT_BYTES = 400 * 1024;

const textBytes = (text: string) => Buffer.byteLength(text, 'utf8');

/** A byte for every two significant digits, and one more; at most 21. */
function numberBytes(number: string): number {
  const digits = number
    .replace(/e.*$/i, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.min(21, Math.ceil(digits.length / 2) + 1);
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Lists and maps have three bytes of their own, and one for each of their members. */
const memberBytes = (members: number[]) => 3 + sum(members.map((bytes) => bytes + 1));

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return textBytes(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return Buffer.from(value.B, 'base64').length;
  if (value.SS) return sum(value.SS.map(textBytes));
  if (value.NS) return sum(value.NS.map(numberBytes));
  if (value.BS) return sum(value.BS.map((bytes) => Buffer.from(bytes, 'base64').length));
  if (value.L) return memberBytes(value.L.map(valueBytes));
  if (value.M)
    return memberBytes(Object.entries(value.M).map(([name, member]) => textBytes(name) + valueBytes(member)));
  return 1;
}

/** An item's size in bytes as DynamoDB counts it: the names of its attributes and their values. */
export const itemBytes = (item: Record<string, AttributeValue>): number =>
  sum(Object.entries(item).map(([name, value]) => textBytes(name) + valueBytes(value)));
