import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Customer } from '../channel-state.ts';
import { type Address, addressKey } from './addresses.ts';

export type CustomerChange = {
  name?: string | undefined;
  phoneHidden?: boolean | undefined;
  reportedAs?: string | undefined;
};

/** The channel's customers, indexed by each of their addresses. */
export type CustomerBook = {
  find(address: Address): Customer | undefined;
  /** The customer with this address; a new one is added. */
  reach(address: Address): Customer;
  byId(id: string): Customer | undefined;
  all(): Customer[];
  /** Changes a customer's data. `reportedAs` must not be another customer's number. */
  change(customer: Customer, change: CustomerChange): void;
  clear(): void;
};

export function createCustomerBook(saved: readonly Customer[]): CustomerBook {
  const byId = new Map<string, Customer>();
  const byAddress = new Map<string, Customer>();

  function add(customer: Customer): Customer {
    byId.set(customer.id, customer);
    for (const address of [customer.phone, customer.reportedPhone, customer.bsuid]) {
      if (address !== undefined) byAddress.set(address, customer);
    }
    return customer;
  }
  for (const customer of saved) add(customer);

  return {
    find: (address) => byAddress.get(addressKey(address)),
    reach: (address) => byAddress.get(addressKey(address)) ?? add(newCustomer(address)),
    byId: (id) => byId.get(id),
    all: () => [...byId.values()],
    change(customer, { name, phoneHidden, reportedAs }) {
      if (reportedAs !== undefined) {
        customer.reportedPhone = reportedAs;
        byAddress.set(reportedAs, customer);
      }
      if (name !== undefined) customer.name = name;
      if (phoneHidden !== undefined) customer.phoneHidden = phoneHidden;
    },
    clear() {
      byId.clear();
      byAddress.clear();
    },
  };
}

function newCustomer(address: Address): Customer {
  if ('bsuid' in address) return { id: address.bsuid, bsuid: address.bsuid, phoneHidden: true };
  return { id: address.phone, phone: address.phone, bsuid: bsuidOf(address.phone), phoneHidden: false };
}

/** Derives a phone's BSUID (country and 16 digits), so that it is the same after a reset. */
function bsuidOf(phone: string): string {
  const country = parsePhoneNumberFromString(`+${phone}`)?.country ?? 'ZZ';
  const digits = createHash('sha256').update(phone).digest().readBigUInt64BE() % 10n ** 15n;
  return `${country}.1${digits.toString().padStart(15, '0')}`;
}

/** The number that the provider reports for a customer; undefined if it is hidden. */
export function visiblePhone(customer: Customer): string | undefined {
  return customer.phoneHidden ? undefined : (customer.reportedPhone ?? customer.phone);
}

/** The chat id that the provider reports: by phone if that is visible, otherwise by BSUID. */
export function chatIdOf(customer: Customer): string {
  const phone = visiblePhone(customer);
  return phone === undefined ? `${customer.bsuid}@lid` : `${phone}@c.us`;
}
