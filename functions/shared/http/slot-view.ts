import type { Slot } from '../domain/places/slots.ts';
import type { SlotView } from './answers/slots.ts';

/** A slot as the API shows it. */
export const slotView = ({ resources, ...slot }: Slot): SlotView => ({ ...slot, resources: [...resources] });
