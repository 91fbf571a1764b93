import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { eventually } from '../local/support/eventually.ts';
import { aForm, aMessageId, aPhone, completionBody, statusesBody } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import type { Answer } from './support/request.ts';
import { shareStack, type WebhookKind } from './support/running-stack.ts';

const stack = await shareStack('single');
const { simulator } = stack;

/** A claim without an outcome lapses after 13 s (docs/architecture.md). */
const CLAIM_LAPSES_AFTER_S = 14;

/** Every invitation these tests sent, to see at the end that all is announced. */
const sentInvitations = new Set<string>();

/**
 * Kills the function's processes as `kill -9` would, so long after `work` was begun: somewhere in the middle of it,
 * which is what a test of any moment wants.
 */
async function killedAfter<T>(label: string, afterMs: number, work: () => Promise<T>): Promise<T> {
  const working = work();
  await wait(afterMs);
  stack.killFunction(label);
  return working;
}

/** Which step it was that the kill prevented cannot be seen from outside; the two ends that are allowed can. */
async function expectSentOrUnknown(phone: string, { status, body }: Answer): Promise<void> {
  const sends = await simulator.sends(phone);
  if (sends.length === 1) sentInvitations.add(String(body['invitationId']));
  if (status === 202) {
    expect(body['status']).toBe('unknown');
    expect(sends.length).toBeLessThanOrEqual(1);
  } else {
    expect([200, 201]).toContain(status);
    expect(body['status']).toBe('accepted');
    expect(sends).toHaveLength(1);
  }
}

describe('send-flow', () => {
  async function aRequest() {
    const phone = aPhone();
    await simulator.write(phone);
    return { phone, request: () => stack.invite({ phone }, `key-${phone}`) };
  }

  /** What the caller does whose request failed: the same again, and if it still runs, again when that is over. */
  async function repeated(request: () => Promise<Answer>): Promise<Answer> {
    const answer = await request();
    if (answer.status !== 409) return answer;
    await simulator.advance(CLAIM_LAPSES_AFTER_S);
    return request();
  }

  it.each([0, 6, 12, 20, 30])(
    'killed %d ms after it was asked has sent once, or says that it does not know',
    async (ms) => {
      const { phone, request } = await aRequest();
      await killedAfter('send-flow', ms, request);
      await expectSentOrUnknown(phone, await repeated(request));
      await expectSentOrUnknown(phone, await request());
    },
  );

  it.each([1, 2])(
    'killed while the provider is asked says that it does not know, and does not send again (%#)',
    async () => {
      await simulator.behave({ latencyMs: 600, drop: 'all' });
      const { phone, request } = await aRequest();
      const first = request();
      await eventually(async () => (await simulator.sends(phone)).length === 1);
      stack.killFunction('send-flow');
      expect((await first).status).toBeGreaterThanOrEqual(500);
      await simulator.calm();

      expect((await request()).status).toBe(409);
      const answers = [await repeated(request), await request()];
      expect(answers.map(({ status }) => status)).toEqual([202, 202]);
      for (const answer of answers) await expectSentOrUnknown(phone, answer);
    },
  );

  it.each([-12, -4, 4, 12])(
    'killed %d ms from the provider’s answer has sent once, or says that it does not know',
    async (ms) => {
      const latencyMs = 150;
      await simulator.behave({ latencyMs });
      const { phone, request } = await aRequest();
      const first = request();
      await eventually(async () => (await simulator.sends(phone)).length === 1);
      await killedAfter('send-flow', latencyMs + ms, () => first);
      await expectSentOrUnknown(phone, await repeated(request));
    },
  );

  it('leaves nothing unknown that went out, once it is looked for', async () => {
    await stack.passTime(90);
    for (const invitationId of sentInvitations) {
      await stack.untilAnnounced('Flow Invitation Accepted', { invitationId });
      expect(await stack.invitation(invitationId)).toMatchObject({ status: 'accepted' });
    }
  });
});

describe('send-requested-flow', () => {
  it('killed in the middle of a batch sends the rest of it, and nothing twice, or says that it does not know', async () => {
    await simulator.behave({ latencyMs: 300, window: 'open' });
    const phones = Array.from({ length: 5 }, aPhone);
    const keyOf = (phone: string) => `batch-${phone}`;
    await stack.requestInvitations(phones.map((phone) => ({ phone, idempotencyKey: keyOf(phone) })));
    await eventually(async () => {
      const sends = await Promise.all(phones.map((phone) => simulator.sends(phone)));
      return sends.flat().length >= 2;
    });
    stack.killFunction('send-requested-flow');
    await simulator.behave({ latencyMs: 0 });

    await simulator.advance(CLAIM_LAPSES_AFTER_S);
    await stack.untilQuiet();
    // Whoever asks again with the same key is told what became of the first request.
    for (const phone of phones) await expectSentOrUnknown(phone, await stack.invite({ phone }, keyOf(phone)));
    // What went out and is not known yet is looked for.
    await stack.passTime(90);
  });
});

describe('a webhook’s function', () => {
  /** The provider tells nothing by itself: the tests post what they want to see killed. */
  beforeEach(() => simulator.behave({ drop: 'all' }));

  async function anInvitation() {
    const phone = aPhone();
    const invited = await stack.inviteWhoWrote(phone);
    sentInvitations.add(invited.invitationId);
    const [send] = await simulator.sends(phone);
    const { flowToken } = z.looseObject({ flowToken: z.string() }).parse(send?.body);
    return { ...invited, phone, flowToken };
  }

  /** As the provider does: posted again until it is taken. */
  async function postUntilTaken(kind: WebhookKind, body: object): Promise<void> {
    await eventually(async () => (await stack.webhook(kind, body)).status === 200);
  }

  const MOMENTS_MS = [0, 5, 12, 22];

  it.each(MOMENTS_MS)('record-flow-completion killed after %d ms books once when the form comes again', async (ms) => {
    const { invitationId, messageId, phone, flowToken } = await anInvitation();
    const fields = { ...aForm, date: aFreeDay() };
    const form = { id: aMessageId(), phone, at: stack.nowSeconds(), answers: messageId, fields };
    for (const body of [completionBody('raw', form), completionBody('normalised', { ...form, token: flowToken })]) {
      await killedAfter('record-flow-completion', ms, () => stack.webhook('flowCompletion', body));
      await postUntilTaken('flowCompletion', body);
    }

    const { status, revision, history } = await stack.invitation(invitationId);
    expect([status, revision]).toEqual(['completed', 1]);
    expect(history).toMatchObject([{ id: form.id, kind: 'completion', form: fields }]);
  });

  it.each(MOMENTS_MS)(
    'record-delivery-status killed after %d ms has each fact when the statuses come again',
    async (ms) => {
      const { invitationId, messageId: id, phone } = await anInvitation();
      const at = stack.nowSeconds();
      const body = statusesBody(
        'raw',
        { id, phone, status: 'read', at: at + 2 },
        { id, phone, status: 'sent', at },
        { id, phone, status: 'delivered', at: at + 1 },
      );
      await killedAfter('record-delivery-status', ms, () => stack.webhook('delivery', body));
      await postUntilTaken('delivery', body);

      const [sentAt, deliveredAt, readAt] = [0, 1, 2].map((later) => new Date((at + later) * 1000).toISOString());
      expect((await stack.invitation(invitationId)).messages).toMatchObject([{ sentAt, deliveredAt, readAt }]);
    },
  );
});

describe('publish-events', () => {
  it('killed again and again announces everything all the same', async () => {
    const inviting = Promise.all(Array.from({ length: 6 }, () => stack.inviteWhoWrote(aPhone())));
    for (const ms of [50, 100, 150, 200, 300]) {
      await wait(ms);
      stack.killFunction('publish-events');
    }
    for (const { invitationId } of await inviting) {
      sentInvitations.add(invitationId);
      await stack.untilAnnounced('Delivery Status Changed', { invitationId, status: 'delivered' });
    }
  });
});

describe('after all these kills', () => {
  const DELIVERY = { sentAt: 'sent', deliveredAt: 'delivered', readAt: 'read' } as const;

  it('every fact is announced', async () => {
    await stack.untilQuiet();
    for (const invitationId of sentInvitations) {
      const { messages, history } = await stack.invitation(invitationId);
      expect(messages).toHaveLength(1);
      await stack.untilAnnounced('Flow Invitation Accepted', { invitationId });
      if (history.length > 0) await stack.untilAnnounced('Appointment Booked', { invitationId });
      for (const [fact, status] of Object.entries(DELIVERY)) {
        if (messages[0] && fact in messages[0]) {
          await stack.untilAnnounced('Delivery Status Changed', { invitationId, status });
        }
      }
    }
  });

  it('an event that came twice says the same both times', () => {
    const said = new Map<unknown, unknown>();
    for (const { source, detail } of stack.events()) {
      if (source !== 'appointment-flow') continue;
      expect(detail).toEqual(said.get(detail['eventId']) ?? detail);
      said.set(detail['eventId'], detail);
    }
  });

  it('nothing was given up', () => {
    expect(stack.failures()).toEqual([]);
  });
});
