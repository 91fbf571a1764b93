import type { Contract } from '../../contract/contract.ts';
import { choosableFor, chooseScreen } from '../../domain/live-form/choose-screen.ts';
import { detailsScreen } from '../../domain/live-form/details-screen.ts';
import { endScreen } from '../../domain/live-form/end-of-form.ts';
import type { ScreenAnswer } from '../../domain/live-form/screen-answer.ts';
import { ANYONE } from '../../domain/live-form/screen-ids.ts';
import { type Asked, readStep } from '../../domain/live-form/step.ts';
import { whenScreen } from '../../domain/live-form/when-screen.ts';
import { liveWords } from '../../domain/live-form/words.ts';
import { addDays, dateShown } from '../../domain/places/local-days.ts';
import { slotsFor } from '../../domain/places/slots.ts';
import { wishFor } from '../../domain/places/wish.ts';

/** So many days of the example have times. */
const DAYS_SHOWN = 14;

/** What the preview in WhatsApp Manager shows: examples by the contract alone, and nothing is held or booked. */
export function answerPreview(contract: Contract, asked: Asked, ref: string): ScreenAnswer {
  const { booking, defaultLanguage: language } = contract;
  const viewer = { ref, language, words: liveWords(language, contract), isMove: false };
  const step = readStep(asked, booking.timeZone);
  const service = step.kind === 'choose' ? undefined : booking.services?.find(({ id }) => id === step.choice.service);
  if (step.kind === 'choose' || !service) return chooseScreen(booking, viewer);
  if (step.kind === 'none-suits') return endScreen(viewer.ref, { kind: 'none-suits' });
  if (step.kind === 'confirm') return endScreen(viewer.ref, { kind: 'booked', confirm_id: step.confirmId });
  const now = Date.now();
  if (step.kind === 'hold') {
    const [resource = ANYONE] = choosableFor(booking, service.id);
    const held = { start: step.start, confirmId: `live-${'0'.repeat(36)}`, resource };
    return detailsScreen(booking, viewer, step, held, now);
  }
  const from = dateShown(booking.timeZone, now);
  const query = { ...wishFor(booking, { service: service.id }), days: [], now, from, to: addDays(from, DAYS_SHOWN) };
  return whenScreen(booking, viewer, step, { slots: slotsFor(query), now, wished: step.date });
}
