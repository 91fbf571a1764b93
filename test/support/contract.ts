import { readFileSync } from 'node:fs';
import { Contract } from '../../functions/shared/contract/contract.ts';

const shipped = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')).context.contract;

/** The shipped contract, with parts of the booking policy replaced where a test is about them. */
export function aContract(booking: Partial<Contract['booking']> = {}): Contract {
  return Contract.parse({ ...shipped, booking: { ...shipped.booking, ...booking } });
}
