import { describe, expect, it } from 'vitest';
import { InvitationView } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { REASON_WORDS } from '../../../../web/desk/booking/reason-words.ts';
import { progressOf, timelineOf } from '../../../../web/desk/booking/steps/invitation-steps.ts';
import { lineWordsIn } from '../../../../web/desk/booking/steps/line-words.ts';
import { STAGES } from '../../../../web/ui/step.ts';

const WORDS = lineWordsIn('en');

const OWNER = { kind: 'owner' };
const entry = (id: string, kind: string, hour: number, actor: object = { kind: 'customer' }) => ({
  id,
  kind,
  at: `2031-05-05T${hour}:00:00.000Z`,
  actor,
});

const failure = { reason: 'temporary', explanation: 'WhatsApp had a temporary fault.' };

const anInvitation = (facts: object = {}) =>
  InvitationView.parse({
    invitationId: '0190d9f2-0000-7000-8000-000000000001',
    status: 'accepted',
    createdAt: '2031-05-05T08:00:00.000Z',
    recipient: { chatId: '34600000001@c.us' },
    customerName: 'Alex',
    language: 'en',
    attempts: [],
    revision: 0,
    history: [],
    messages: [],
    notices: [],
    reminders: [],
    channelId: 'ch1',
    flowId: '1',
    ...facts,
  });

const titlesOf = (facts: object) => timelineOf(anInvitation(facts), WORDS).map(({ title }) => title);

const attempt = (number: number, facts: object) => ({
  number,
  carrier: 'flow',
  claimedAt: `2031-05-05T08:0${number}:00.000Z`,
  settledAt: `2031-05-05T08:0${number}:01.000Z`,
  ...facts,
});

describe('the time line of an invitation', () => {
  it('tells each attempt, and when the next one is made', () => {
    const attempts = [
      attempt(1, { outcome: 'refused', failure }),
      attempt(2, { outcome: 'unknown', carrier: 'template' }),
    ];
    expect(titlesOf({ attempts, retryAt: '2031-05-05T09:00:00.000Z' })).toEqual([
      'Invitation requested',
      'Refused by the provider',
      'Nobody knows whether the provider took it (attempt 2, by template)',
      'Next attempt',
    ]);
  });

  it('tells that the customer said that they come, and that they did not', () => {
    const booking = {
      startsAt: '2031-05-06T08:30:00.000Z',
      timeZone: 'Europe/Madrid',
      attention: [],
      state: 'booked',
      confirmedByCustomer: '2031-05-05T09:00:00.000Z',
      attendance: { value: 'no-show', at: '2031-05-06T09:00:00.000Z', actor: { kind: 'owner' } },
    };
    expect(titlesOf({ booking })).toEqual([
      'Invitation requested',
      'The customer says that they come',
      'The customer did not come, noted by the owner',
    ]);
  });

  it('tells who had a message sent again, before it tells what came of it', () => {
    const notice = {
      revision: 1,
      purpose: 'changed',
      state: 'told',
      carrier: 'text',
      resends: [{ actor: { kind: 'owner' }, at: '2031-05-05T10:00:00.000Z' }],
      at: '2031-05-05T10:00:01.000Z',
    };
    expect(titlesOf({ notices: [notice] })).toEqual([
      'Invitation requested',
      'Sent again by the owner: changed',
      'Customer told: changed',
    ]);
  });

  it('keeps what is dated to the same second in the order in which it goes', () => {
    const at = '2031-05-05T08:01:01';
    const messages = [
      { messageId: 'wamid.1', delivery: 'read', readAt: `${at}.000Z`, deliveredAt: `${at}.000Z`, sentAt: `${at}.900Z` },
    ];
    const attempts = [attempt(1, { outcome: 'accepted', messageId: 'wamid.1' })];
    expect(titlesOf({ attempts, messages })).toEqual([
      'Invitation requested',
      'Accepted by the provider',
      'Sent',
      'Delivered to the phone',
      'Read by the customer',
    ]);
  });

  it('says why nothing was sent at all', () => {
    const steps = timelineOf(anInvitation({ rejection: { ...failure, reason: 'opted-out' } }), WORDS);
    expect(steps.at(-1)).toMatchObject({
      title: 'Given up',
      tone: 'bad',
      detail: REASON_WORDS.en.failures['opted-out'],
    });
  });

  it('tells a second form from the first', () => {
    const history = [entry('a', 'completion', 10), entry('b', 'completion', 11), entry('c', 'cancellation', 12, OWNER)];
    expect(titlesOf({ history }).slice(1)).toEqual(['Form completed', 'Form sent again', 'Cancelled by the business']);
  });

  it('names who decided, where the title does not say it, and why', () => {
    const ana = { kind: 'key', keyId: 'key-0123456789ab', holder: 'Ana' };
    const history = [
      { ...entry('a', 'cancellation', 10, ana), reason: 'The stylist is ill' },
      entry('b', 'approval', 11, { kind: 'staff', staff: 'staff-phone-2' }),
      { ...entry('c', 'change', 12, OWNER), changes: {} },
      entry('d', 'cancellation', 13),
    ];
    expect(timelineOf(anInvitation({ history }), WORDS).slice(1)).toMatchObject([
      { title: 'Cancelled by the business', detail: 'Ana: The stylist is ill' },
      { title: 'Approved by the business', detail: 'staff phone 2 on WhatsApp' },
      { title: 'Changed by the business', detail: undefined },
      { title: 'Cancelled by the customer', detail: undefined },
    ]);
  });
});

describe('what the customer was told', () => {
  const at = (minute: number) => `2031-05-05T10:0${minute}:00.000Z`;
  const told = { revision: 1, purpose: 'booked', state: 'told', carrier: 'text', delivery: 'read', at: at(1) };
  const untold = {
    revision: 2,
    purpose: 'changed',
    state: 'not-told',
    reason: 'window-closed',
    explanation: 'Only a template reaches them.',
    at: at(2),
  };
  const unchanged = { revision: 3, purpose: 'changed', state: 'not-needed', reason: 'unchanged', at: at(3) };
  const pending = { revision: 2, purpose: 'changed', state: 'pending', at: at(2) };
  const past = { revision: 2, purpose: 'changed', state: 'not-needed', reason: 'past', at: at(2) };
  const mark = { ...untold, since: at(2), call: { name: 'Alex' } };
  const called = { ...untold, calledBy: { kind: 'owner' }, calledAt: at(4) };

  const told1 = { title: 'Customer told: booked', tone: 'good', detail: 'By text, read' };
  const untold2 = {
    title: 'Customer not told: changed',
    tone: 'bad',
    detail: REASON_WORDS.en.notTold['window-closed'],
  };

  it('stands in the time line for each version, with how it arrived, why not, and who called', () => {
    const steps = timelineOf(anInvitation({ notices: [told, called] }), WORDS);
    expect(steps.slice(1)).toMatchObject([
      told1,
      untold2,
      { title: 'Customer called by the owner: changed', tone: 'good' },
    ]);
  });

  it.each([
    ['told of the newest version', { notices: [told] }, 'done'],
    ['not told of the newest version', { notices: [told, untold], notTold: mark }, 'failed'],
    ['called', { notices: [told, called] }, 'done'],
    ['not told, and nothing is new since', { notices: [told, untold, unchanged], notTold: mark }, 'failed'],
    ['told again what they knew before', { notices: [told, untold, unchanged] }, 'done'],
    ['about to be told', { notices: [told, pending] }, 'open'],
    ['not told of what is past', { notices: [past] }, 'open'],
    ['told nothing yet', { notices: [] }, 'open'],
  ])('is shown at a glance: %s', (_, facts, state) => {
    const progress = progressOf(timelineOf(anInvitation(facts), WORDS), STAGES);
    expect(progress.find(({ stage }) => stage === 'told')?.state).toBe(state);
  });
});

describe('how far an invitation got', () => {
  it('counts a stage as passed if any attempt passed it, and as failed if none did', () => {
    const refused = attempt(1, { outcome: 'refused', failure });
    const accepted = attempt(2, { outcome: 'accepted', messageId: 'wamid.1' });
    const states = (attempts: object[]) =>
      progressOf(timelineOf(anInvitation({ attempts }), WORDS), STAGES).map(({ state }) => state);
    expect(states([refused]).slice(0, 3)).toEqual(['done', 'failed', 'open']);
    expect(states([refused, accepted]).slice(0, 3)).toEqual(['done', 'done', 'open']);
  });
});
