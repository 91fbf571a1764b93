import type { Contract } from './contract.ts';

/** What people read as the name of the business. */
export const businessNameOf = ({ businessName, name }: Pick<Contract, 'businessName' | 'name'>): string =>
  businessName ?? name;
