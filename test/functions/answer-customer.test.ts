import { describe, expect, it } from 'vitest';
import { createChat, inMinutes } from '../support/chat.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { book, cancel, patch, sentTo, settle, stateOf, tap, wishesOf, write } = createChat(world);

const AT = 'consultation, Tuesday, December 3, 2041 at 10:30 AM';
const SPANISH_AT = 'consultation, martes, 3 de diciembre de 2041 a las 10:30';

describe('a customer who writes that they want to cancel', () => {
  it('is asked once, with buttons', async () => {
    const { phone, id, sent } = await book();
    await write(phone, 'I need to cancel my appointment');
    expect(sentTo(phone).slice(sent)).toEqual([
      {
        by: 'sendButton',
        chatId: `${phone}@c.us`,
        body: `Do you want to cancel ${AT}?`,
        buttons: [
          { id: 'cancel-now', title: 'Yes, cancel it' },
          { id: 'keep', title: 'No, keep it' },
        ],
      },
    ]);
    expect([await stateOf(id), await wishesOf(phone)]).toEqual(['booked', []]);
  });

  it('is asked in the language of their booking', async () => {
    const { phone, sent } = await book({}, 'es');
    await write(phone, 'Quiero cancelar mi cita');
    expect(sentTo(phone).slice(sent)).toMatchObject([
      { body: `¿Quieres cancelar ${SPANISH_AT}?`, buttons: [{ title: 'Sí, cancelar' }, { title: 'No, la mantengo' }] },
    ]);
  });

  it('cancels by a tap, and hears of it by the notice alone', async () => {
    const { phone, id, sent } = await book();
    const answers = await write(phone, 'please cancel');
    await tap({ phone, answers, label: 'Yes, cancel it' });
    expect(await stateOf(id)).toBe('cancelled');
    expect(sentTo(phone).slice(sent)).toMatchObject([
      { body: expect.stringContaining('Do you want to cancel') },
      {
        body: 'Your appointment on Tuesday, December 3, 2041 at 10:30 AM is cancelled.',
        buttons: [{ title: 'Book again' }],
      },
    ]);
  });

  it('keeps the booking by a tap', async () => {
    const { phone, id, sent } = await book();
    const answers = await write(phone, 'please cancel');
    await tap({ phone, answers, label: 'No, keep it' });
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendMessage', body: `Your appointment stays as it is: ${AT}.` });
    expect([await stateOf(id), sentTo(phone).length]).toEqual(['booked', sent + 2]);
  });

  it.each([
    ['en', 'cancel it', `It is too late to cancel or change`],
    ['es', 'cancela mi cita', 'Ya es tarde para cancelar o cambiar por aquí'],
  ] as const)('too late (%s) is told to call, and a person sees it', async (language, text, answer) => {
    const { phone, id } = await book(inMinutes(90), language);
    await write(phone, text);
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendMessage', body: expect.stringContaining(answer) });
    expect([await stateOf(id), await wishesOf(phone)]).toEqual(['booked', ['cancel']]);
  });

  it('without an appointment is told that there is none', async () => {
    const phone = aPhone();
    await write(phone, 'please cancel my appointment');
    expect(sentTo(phone)).toMatchObject([
      { body: 'We find no appointment of yours that lies ahead. If you have one, please call us.' },
    ]);
    expect(await wishesOf(phone)).toEqual([]);
  });

  it('with several chooses one from a list, and is asked about that one', async () => {
    const { phone, sent } = await book({ time: '16:00' });
    const { id } = await book({ service: 'massage' }, 'en', phone);
    const answers = await write(phone, 'please cancel');
    const [list] = sentTo(phone).slice(-1);
    expect(list).toMatchObject({
      by: 'sendList',
      body: 'You have several appointments. Which one do you mean?',
      action: 'Choose',
      sections: [
        {
          rows: [
            { title: 'Tue, Dec 3, 10:30 AM', description: 'massage' },
            { title: 'Tue, Dec 3, 4:00 PM', description: 'consultation' },
          ],
        },
      ],
    });
    const asked = await tap({ phone, answers, label: 'Tue, Dec 3, 10:30 AM', of: 'row' }, 'raw');
    expect(sentTo(phone).at(-1)).toMatchObject({ body: expect.stringContaining('cancel massage, Tuesday') });
    await tap({ phone, answers: asked, label: 'Yes, cancel it' });
    expect([await stateOf(id), sentTo(phone).length - sent]).toEqual(['cancelled', 5]);
  });

  it('taps again after the cancellation, and reads that it is cancelled', async () => {
    const { phone } = await book();
    const answers = await write(phone, 'please cancel');
    await tap({ phone, answers, label: 'Yes, cancel it' });
    const { length } = sentTo(phone);
    await tap({ phone, answers, label: 'Yes, cancel it' });
    expect(sentTo(phone).slice(length)).toMatchObject([
      { by: 'sendMessage', body: 'Your appointment on Tuesday, December 3, 2041 at 10:30 AM is cancelled.' },
    ]);
  });

  it('and taps after the booking was moved changes nothing, and reads what it is now', async () => {
    const { phone, id } = await book();
    const answers = await write(phone, 'please cancel');
    await patch(id, { date: '2041-12-04', time: '09:00' });
    await settle();
    await tap({ phone, answers, label: 'Yes, cancel it' });
    expect(sentTo(phone).at(-1)).toMatchObject({
      body: 'Your appointment: consultation, Wednesday, December 4, 2041 at 9:00 AM.',
    });
    expect(await stateOf(id)).toBe('booked');
  });

  it('and taps after the business cancelled it reads that', async () => {
    const { phone, id } = await book();
    const answers = await write(phone, 'please cancel');
    await cancel(id);
    await settle();
    const { length } = sentTo(phone);
    await tap({ phone, answers, label: 'No, keep it' });
    expect(sentTo(phone).slice(length)).toMatchObject([
      { by: 'sendMessage', body: 'Your appointment on Tuesday, December 3, 2041 at 10:30 AM is cancelled.' },
    ]);
  });
});

describe('a customer who writes that they want to change', () => {
  it.each([
    ['en', 'Can we move it to Friday?', `Choose another time for consultation.`],
    ['es', '¿Podemos mover mi cita al jueves?', 'Elige otra hora para consultation.'],
  ] as const)('gets the form of their booking once more (%s)', async (language, text, says) => {
    const { phone, sent, id } = await book({}, language);
    await write(phone, text);
    const forms = sentTo(phone).slice(sent);
    expect(forms).toMatchObject([{ by: 'sendFlow', body: expect.stringContaining(says) }]);
    const first = sentTo(phone)[0];
    expect(forms[0]).toMatchObject({ flowToken: first && 'flowToken' in first ? first.flowToken : '' });
    expect(await stateOf(id)).toBe('booked');
  });

  it('chooses from a list if there are several', async () => {
    const { phone } = await book({ time: '16:00' });
    await book({ time: '11:00' }, 'en', phone);
    const answers = await write(phone, 'I need to change my appointment');
    await tap({ phone, answers, label: 'tue, dec 3,  4:00 pm', of: 'row' });
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendFlow', body: expect.stringContaining('4:00 PM') });
  });

  it('too late is told to call', async () => {
    const { phone } = await book(inMinutes(60));
    await write(phone, 'can we reschedule?');
    expect(sentTo(phone).at(-1)).toMatchObject({ body: expect.stringContaining('It is too late') });
    expect(await wishesOf(phone)).toEqual(['change']);
  });
});

describe('a customer who asks something', () => {
  it.each([
    ['en', 'Do you have parking?', 'Thank you for your message. We will answer you here as soon as we can.'],
    ['es', '¿Tienen aparcamiento?', 'Gracias por tu mensaje. Te contestaremos aquí en cuanto podamos.'],
  ] as const)('is told once a day that a person answers (%s)', async (language, text, promise) => {
    const { phone, sent } = await book({}, language);
    await write(phone, text);
    await write(phone, text);
    expect(sentTo(phone).slice(sent)).toMatchObject([{ by: 'sendMessage', body: promise }]);
    expect(await wishesOf(phone)).toEqual(['question']);
  });
});

describe('a customer who asks when their appointment is', () => {
  it.each([
    ['en', 'When is my appointment?', `Your appointment: ${AT}.`],
    ['es', '¿A qué hora es mi cita?', `Tu cita: ${SPANISH_AT}.`],
  ] as const)('reads it (%s), and no person is asked', async (language, text, answer) => {
    const { phone } = await book({}, language);
    await write(phone, text);
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendMessage', body: answer });
    expect(await wishesOf(phone)).toEqual([]);
  });

  it('reads all of several', async () => {
    const { phone } = await book({ time: '16:00' });
    await book({}, 'en', phone);
    await write(phone, 'When is my appointment?');
    const lines = [`Your appointment: ${AT}.`, `Your appointment: ${AT.replace('10:30 AM', '4:00 PM')}.`];
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendMessage', body: lines.join('\n') });
  });

  it('without one hears from a person', async () => {
    const phone = aPhone();
    await write(phone, 'When is my appointment?');
    expect(sentTo(phone)).toMatchObject([{ body: expect.stringContaining('We will answer you') }]);
    expect(await wishesOf(phone)).toEqual(['question']);
  });
});
