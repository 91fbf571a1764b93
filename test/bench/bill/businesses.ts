import type { Contract } from '../../../functions/shared/contract/contract.ts';
import { fullContract, liveContract } from '../../infra/synthesized.ts';
import type { Happening } from './measure.ts';

/** How a business uses the stack in a month of thirty days. All but `bookings` is an assumption, and stands in the report. */
export type Business = {
  name: string;
  contract: Contract;
  bookings: number;
  /** How often something happens for each booking. */
  happens: Record<Happening, number>;
  /** The part of the bookings whose customer is new, or has a new name. */
  newCustomers: number;
  /** How many customers have names in the table, for each booking that is in it. */
  customers: number;
  /** Desks that are open, and for how many hours in a month. */
  desks: { open: number; hours: number };
  /** Hours of the month in which something happens. */
  busyHours: number;
  /** E-mails to the staff, and calls of the CRM, for each booking. */
  mails: number;
  crmCalls: number;
};

const HAPPENS: Record<Happening, number> = { booking: 1, reminder: 0.9, move: 0.1, cancellation: 0.1, message: 1 };
const EACH_ANNOUNCED = HAPPENS.booking + HAPPENS.move + HAPPENS.cancellation;
/** Each books about three times within the time for which bookings are kept. */
const NAMED = 0.3;
const OPEN_HOURS = 260;
const ALL_HOURS = 720;

/** Of a channel: each has a stack of its own. */
export const BUSINESSES: readonly Business[] = [
  {
    name: 'a clinic',
    contract: liveContract,
    bookings: 300,
    happens: HAPPENS,
    newCustomers: NAMED,
    customers: NAMED,
    desks: { open: 2, hours: OPEN_HOURS },
    busyHours: OPEN_HOURS,
    mails: EACH_ANNOUNCED,
    crmCalls: 0,
  },
  {
    name: 'an agency',
    contract: fullContract,
    bookings: 100_000,
    happens: HAPPENS,
    newCustomers: NAMED,
    customers: NAMED,
    desks: { open: 5, hours: OPEN_HOURS },
    busyHours: ALL_HOURS,
    mails: 0,
    crmCalls: EACH_ANNOUNCED,
  },
  {
    name: 'a chain',
    contract: fullContract,
    bookings: 10_000_000,
    happens: HAPPENS,
    newCustomers: NAMED,
    customers: NAMED,
    // Its people work in the CRM: no desk can show so many bookings of a day.
    desks: { open: 0, hours: 0 },
    busyHours: ALL_HOURS,
    mails: 0,
    crmCalls: EACH_ANNOUNCED,
  },
];

/** A million bookings with live times, one notice and one reminder, and nothing else: what the target is for. */
export const A_MILLION: Business = {
  name: 'a million',
  contract: liveContract,
  bookings: 1_000_000,
  happens: { booking: 1, reminder: 1, move: 0, cancellation: 0, message: 0 },
  newCustomers: 0,
  customers: NAMED,
  desks: { open: 0, hours: 0 },
  busyHours: ALL_HOURS,
  mails: 0,
  crmCalls: 0,
};
