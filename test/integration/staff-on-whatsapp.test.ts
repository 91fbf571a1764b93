import { describe, expect, it } from 'vitest';
import { eventually } from '../local/support/eventually.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { aPhone } from '../support/webhooks.ts';
import { startClinic } from './support/running-stack.ts';

const STAFF = aPhone();
const template = (name: string, buttons: object) => ({ name, namespace: 'clinic', language: 'es', buttons });

const stack = await startClinic(
  'single',
  { approval: 'manual' },
  {
    staff: {
      phones: [{ phone: `+${STAFF}`, language: 'es' }],
      templates: {
        es: {
          news: template('staff_news', { call: 'Llamar' }),
          toApprove: template('staff_to_approve', { approve: 'Aprobar', refuse: 'Rechazar' }),
        },
      },
    },
  },
);
const { simulator } = stack;
const aDate = createFreeDates(50);

/** The newest message of the business on a phone, once its text says this. */
const untilTold = (phone: string, says: RegExp) =>
  eventually(async () => {
    const newest = (await simulator.messages(phone)).findLast(({ from }) => from === 'business');
    return newest && says.test(newest.text) ? newest : undefined;
  });

async function aRequest(time: string) {
  const phone = aPhone();
  const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
  await simulator.complete(phone, messageId, { date: aDate(), time, service: 'First visit', name: 'Alex' });
  return { phone, invitationId };
}

describe('a member of staff', () => {
  it('is told by a template, approves by a tap on it, and the customer reads that it is booked', async () => {
    const { phone, invitationId } = await aRequest('10:00');
    const asked = await untilTold(
      STAFF,
      /^Para el equipo: Aprueba o rechaza, por favor\. Cliente: Alex, servicio: First visit \(Ana\), /,
    );
    expect(asked).toMatchObject({ kind: 'template' });
    await simulator.tap(STAFF, asked.id, 'Aprobar');
    await untilTold(phone, /booked/);
    await untilTold(STAFF, /^(Esta cita está reservada|Reserva aprobada): Alex/);
    const { booking, history } = await stack.invitation(invitationId);
    expect(booking).toMatchObject({ state: 'booked' });
    expect(history.at(-1)).toMatchObject({ kind: 'approval' });
  });

  it('is told by text once they wrote, and asks for the number', async () => {
    await simulator.write(STAFF, 'quiero reservar', 'Ana');
    await stack.untilQuiet();
    const { phone } = await aRequest('12:00');
    const asked = await untilTold(STAFF, /^Aprueba o rechaza, por favor: Alex/);
    await simulator.tap(STAFF, asked.id, 'call');
    await untilTold(STAFF, new RegExp(`^Alex: \\+${phone}$`));
    expect(stack.announced('Booking Intent Detected', { chatId: `${STAFF}@c.us` })).toEqual([]);
  });
});
