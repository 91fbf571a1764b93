import { mintFlowToken } from '../../../functions/shared/domain/forms/flow-token.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { liveWords } from '../../../functions/shared/domain/live-form/words.ts';
import type { Customer, Message } from '../../../local/one-msg/channel-state.ts';
import type { Item } from '../model/expressions.ts';
import { decryptedAnswer, encryptedRequest } from '../model/flow-phone.ts';
import type { HttpAnswer } from '../model/http.ts';
import type { World } from '../model/world.ts';
import { loadContract } from './contract.ts';
import type { DeskAct, Start } from './desk-acts.ts';
import { type DeskRequest, keptIn, type Requests, type Try } from './desk-requests.ts';
import type { Act } from './story.ts';

/** How often and after how long a customer looks for the invitation. */
const PATIENCE = 5;
const WAIT_MS = 1_500;

/** The form of one invitation, as a customer fills it in. */
type Form = {
  key: string;
  invitationId: string;
  token: string;
  service: string;
  resource?: string;
  again: boolean;
  confirmsAfterMs: number;
  /** Who fills it in, and the message that it came with: nobody sends a form to who booked at the desk. */
  sender?: { customer: Customer; message: Message };
};

type Said = { screen: string; data: Record<string, unknown> };
type Shown = { screen?: unknown; data?: { error_message?: unknown; confirm_id?: unknown } };

const CONTRACT = loadContract();
const WORDS = Object.keys(CONTRACT.languages).map((language) => liveWords(language, CONTRACT));
const says = (text: unknown, word: 'taken' | 'tryAgain') => WORDS.some((words) => words[word] === text);

/** What the endpoint said, in the numbers of the API: a time that cannot be had is a conflict there. */
function understood(
  { status, text }: HttpAnswer,
  wanted: 'WHEN' | 'DETAILS' | 'SUCCESS',
): Pick<Try, 'status' | 'body'> {
  if (status !== 200) return { status, body: {} };
  const { screen, data = {} } = decryptedAnswer(text) as Shown;
  if (says(data.error_message, 'tryAgain')) return { status: 503, body: {} };
  if (screen === wanted) return { status, body: data };
  return { status: 409, body: { type: says(data.error_message, 'taken') ? 'live:slot-taken' : 'live:other' } };
}

/** Customers who choose and book in a live form, with repeats where an answer was lost. */
export function createLiveForms(world: World, { note, ask }: Requests) {
  const chosen = ({ service, resource = '-' }: Form) => ({ service, resource });

  function exchange(
    form: Form,
    request: DeskRequest,
    said: Said,
    wanted: 'WHEN' | 'DETAILS' | 'SUCCESS',
    then: (answered: Try) => void,
  ): void {
    const { token, again } = form;
    // Some phones send no token: what every screen carries stands for it.
    const hasToken = world.diceFor(`token of ${request.key}`).chance(0.8);
    const content = {
      version: '4.0',
      action: 'data_exchange',
      screen: said.screen,
      data: { ...chosen(form), ...said.data, ref: token },
      ...(hasToken && { flow_token: token }),
    };
    let isHeard = false;
    ask(
      request,
      {
        fn: 'exchange-flow-data',
        route: 'POST /flows/{secret}',
        path: { secret: world.secrets.key('endpoint') },
        body: encryptedRequest(content),
        understand: (answer) => understood(answer, wanted),
      },
      again,
      (answered) => {
        if (!isHeard) then(answered);
        isHeard = true;
      },
    );
  }

  const about = ({ invitationId, sender }: Form) => ({
    invitationId,
    ...(sender && { customerId: sender.customer.id }),
  });
  const wishOf = ({ service, resource }: Form, start: Start) => {
    return { service, start, override: false, ...(resource !== undefined && { resource }) };
  };

  /** WhatsApp tells of the end with a message of the customer: late, twice or never, as all it tells. */
  function end({ key, sender, token }: Form, confirmId: string): void {
    if (!sender || world.diceFor(`end of ${key}`).chance(0.15)) return;
    world.whatsapp.endForm(`${key} ends`, sender.customer, sender.message, {
      flow_token: token,
      kind: 'booked',
      confirm_id: confirmId,
    });
  }

  function confirm(form: Form, start: Start, held: Try): void {
    const confirmId = String(held.body['confirm_id']);
    const notes = `Lkjhg notes of ${form.key}`;
    const request = note({
      key: `${form.key} confirms`,
      kind: 'confirmation',
      ...about(form),
      wished: wishOf(form, start),
      confirms: held,
      notes,
    });
    const typed = { name: `Yxcvb ${form.key}`, notes };
    const data = { ...start, confirm_id: confirmId, step: 'confirm', ...typed };
    exchange(form, request, { screen: 'DETAILS', data }, 'SUCCESS', () => end(form, confirmId));
  }

  function hold(form: Form, start: Start, offeredBy?: Try): void {
    const request = note({
      key: form.key,
      kind: 'hold',
      ...about(form),
      wished: wishOf(form, start),
      ...(offeredBy && { offeredBy }),
    });
    exchange(form, request, { screen: 'WHEN', data: { ...start, step: 'hold' } }, 'DETAILS', (held) => {
      world.scheduler.after(form.confirmsAfterMs, `${form.key} confirms`, () => confirm(form, start, held));
    });
  }

  /** Looks at a day first, and takes what is offered, or what they had in mind. */
  function look(form: Form, { date, time }: Start): void {
    const { service, resource } = form;
    const asks = { service, date, ...(resource !== undefined && { resource }) };
    const request = note({ key: form.key, kind: 'live-look', ...about(form), asks });
    exchange(form, request, { screen: 'CHOOSE', data: { date } }, 'WHEN', (seen) => {
      // A day without a free time is answered with another day.
      const shown = seen.body as { date: string; times: { id: string }[]; has_times: boolean };
      const dice = world.diceFor(`choice ${form.key}`);
      if (shown.has_times && dice.chance(0.6)) hold(form, { date: shown.date, time: dice.pick(shown.times).id }, seen);
      else hold(form, { date, time });
    });
  }

  return {
    /** Opens the form of somebody who has a booking, to move it. */
    move({ key, start, again, confirmsAfterMs }: Act & Extract<DeskAct, { kind: 'holds' }>, invitation: Item): void {
      const invitationId = InvitationId.parse(invitation['invitationId']);
      const token = mintFlowToken(invitationId, { current: world.secrets.key('signing') });
      hold({ key, invitationId, token, ...keptIn(invitation), again, confirmsAfterMs }, start);
    },

    /** Fills in the form that a customer was sent last, as soon as they have one. */
    fillIn(act: Act & Extract<DeskAct, { kind: 'fills-in-live-form' }>, waited = 0): void {
      const { key, customer: index, start, looks, afterMs: _, kind: __, ...rest } = act;
      const customer = world.whatsapp.customers[index];
      const message = customer && world.whatsapp.lastForm(customer);
      const token = message?.flow?.token;
      if (customer && message && token !== undefined) {
        const invitationId = token.split('.')[0] ?? '';
        const form = { key, invitationId, token, sender: { customer, message }, ...rest };
        if (looks) look(form, start);
        else hold(form, start);
      } else if (waited < PATIENCE) {
        world.scheduler.after(WAIT_MS, `${key} waits`, () => this.fillIn(act, waited + 1));
      }
    },
  };
}
