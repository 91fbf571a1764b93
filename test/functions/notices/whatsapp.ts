import type { ScriptedAnswer } from '../../support/scripted-provider.ts';
import { aMessageId, secondsAgo, statusesBody } from '../../support/webhooks.ts';
import type { World } from '../../support/world.ts';
import type { Case, Outcome } from './cases.ts';

type Report = { status: string; code?: number };

const FAILED_FOR_GOOD: Report = { status: 'failed', code: 131026 };
const FAILED_FOR_A_WHILE: Report = { status: 'failed', code: 131000 };
const WINDOW_HAD_CLOSED: Report = { status: 'failed', code: 131047 };

const DELIVERED = { after: 20, report: { status: 'delivered' } };

/** What the provider answers to the message, where it does not accept it. */
const ANSWERS: Partial<Record<Outcome, ScriptedAnswer>> = {
  'refused for good': { body: { sent: false, error: { code: 131026, message: 'x' } } },
  'refused for a while, then delivered': { status: 429, body: { error: 'too many requests' } },
  'taken, and the connection is lost': 'hang up',
  'taken, and answered with an error': { status: 502, body: {} },
};

/** What is reported of an accepted message, and how many seconds after it was accepted; 0 is before the answer. */
const REPORTS: Partial<Record<Outcome, { after: number; report: Report }>> = {
  delivered: DELIVERED,
  read: { after: 30, report: { status: 'read' } },
  'reported as sent and nothing more': { after: 10, report: { status: 'sent' } },
  'failed at once': { after: 0, report: FAILED_FOR_GOOD },
  'failed after twenty minutes': { after: 1200, report: FAILED_FOR_GOOD },
  'failed for a while, then delivered': { after: 90, report: FAILED_FOR_A_WHILE },
  'failed because the window had closed, then delivered': { after: 90, report: WINDOW_HAD_CLOSED },
};

/** What has to happen at a time (ms) that has not come yet. */
export type Later = (at: number, act: () => Promise<unknown>) => void;

/** WhatsApp and the provider, as one customer's case has them behave. */
export function createWhatsApp(world: World, { window, outcome, language }: Case, phone: string, later: Later) {
  let isRefused = window === 'unknown and closed';
  let taken = 0;

  function accept(reported: (typeof REPORTS)[Outcome]): ScriptedAnswer {
    const id = aMessageId();
    const answer = { body: { sent: true, id } };
    if (!reported) return answer;
    const { status, code } = reported.report;
    const error = code === undefined ? {} : { error: { code, title: 'x' } };
    const dialect = language === 'en' ? 'hooks' : 'raw';
    const report = () =>
      world.webhook(statusesBody(dialect, { id, phone, status, at: secondsAgo(0), ...error }), '/delivery');
    if (reported.after === 0) return { ...answer, after: report };
    later(Date.now() + reported.after * 1000, report);
    return answer;
  }

  /** What comes of one message; `act` happens before a text is refused because the window is closed. */
  return function answer(act: () => Promise<unknown>): ScriptedAnswer {
    if (isRefused) {
      isRefused = false;
      return { body: { sent: false, message: 'Dialog window is closed' }, after: act };
    }
    taken++;
    return taken === 1 ? (ANSWERS[outcome] ?? accept(REPORTS[outcome])) : accept(DELIVERED);
  };
}
