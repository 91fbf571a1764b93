import type { Figures } from '../../../functions/shared/domain/figures/figures.ts';

/** The way of an invitation, in order. */
export const STAGES = ['invited', 'delivered', 'read', 'opened', 'booked', 'came'] as const;
export type Stage = (typeof STAGES)[number];

/** The stages that are known: of a static form nobody knows when it is opened. */
export const knownStages = (figures: Figures): Stage[] => STAGES.filter((stage) => figures[stage] !== undefined);

/** What part of the invitations got so far, from 0 to 1. */
export const partOf = (figures: Figures, stage: Stage): number =>
  figures.invited === 0 ? 0 : (figures[stage] ?? 0) / figures.invited;
