import * as z from 'zod/mini';
import { LocalDate, WallTime } from '../../domain/places/day.ts';
import { ResourceId } from '../../domain/places/service.ts';
import { Instant } from '../../domain/time/instant.ts';

/** A start and an end at which a service can be had, with the resources that a customer may choose between. */
export const SlotView = z.object({
  startsAt: Instant,
  endsAt: Instant,
  date: LocalDate,
  time: WallTime,
  resources: z.array(ResourceId),
});
export type SlotView = z.infer<typeof SlotView>;

/** What `GET /slots` answers. */
export const SlotList = z.object({ items: z.array(SlotView) });
export type SlotList = z.infer<typeof SlotList>;
