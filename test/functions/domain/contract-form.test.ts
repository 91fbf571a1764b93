import { describe, expect, it } from 'vitest';
import {
  flowToSend,
  formIn,
  formOf,
  formsIn,
  liveFlowId,
  takeDaysFromInvitation,
} from '../../../functions/shared/domain/forms/contract-form.ts';
import { aContract } from '../../support/contract.ts';

const { languages, ...others } = aContract();
const { en, es } = languages;
if (!en || !es) throw new Error('The contract has lost a language.');

/** A contract whose English uses the form of all languages, and whose Spanish has one of its own. */
const terms = (flow: { kind?: 'static' | 'live'; liveId?: string; daysByInvitation?: boolean }, spanish = {}) => ({
  ...others,
  flow: { id: 'all', ...flow },
  languages: { en, es: { ...es, flow: { id: 'spanish', ...spanish } } },
});

const onlyStatic = terms({ kind: 'static' });
const onlyLive = terms({ kind: 'live' });
const liveBesideStatic = terms({ kind: 'live', liveId: 'live' });
const liveNoMore = terms({ kind: 'static', liveId: 'live' });

describe('the form of an invitation', () => {
  it.each([
    ['of the language, where it has one', 'es', onlyStatic, 'spanish'],
    ['of all languages, where the language has none', 'en', onlyStatic, 'all'],
    ['of all languages, where the contract does not have the language any more', 'fr', onlyStatic, 'all'],
    ['live in each language, where the live form is in use', 'es', onlyLive, 'all'],
    ['live by an id of its own beside a static form', 'es', liveBesideStatic, 'live'],
    ['static again, where the live form is not in use any more', 'es', liveNoMore, 'spanish'],
  ])('is the one %s', (_, language, contract, id) => {
    expect(formIn(language, contract).id).toBe(id);
  });

  it('stays the one that it was made for, unless its endpoint is gone', () => {
    const invited = { flowId: 'live', language: 'es' };
    expect(flowToSend(invited, liveBesideStatic)).toBe('live');
    expect(flowToSend(invited, liveNoMore)).toBe('spanish');
    expect(flowToSend({ flowId: 'all', language: 'es' }, liveNoMore)).toBe('all');
    expect(flowToSend({ flowId: 'of an older contract', language: 'es' }, onlyStatic)).toBe('of an older contract');
    expect(flowToSend({ flowId: 'all', language: 'es' }, onlyLive)).toBe('all');
  });
});

describe('the forms of a contract', () => {
  it('are those of all languages, of each language, and the live one', () => {
    expect(formsIn(onlyStatic).map(({ id }) => id)).toEqual(['all', 'spanish']);
    expect(formsIn(liveBesideStatic).map(({ id }) => id)).toEqual(['all', 'live', 'spanish']);
  });

  it('are found by their ids', () => {
    for (const id of ['all', 'live', 'spanish']) expect(formOf(id, liveBesideStatic)).toHaveProperty('id', id);
    expect(formOf('unknown', liveBesideStatic)).toBeUndefined();
  });

  it('know the live one only where it is in use', () => {
    expect(liveFlowId(onlyStatic)).toBeUndefined();
    expect(liveFlowId(liveNoMore)).toBeUndefined();
    expect(liveFlowId(onlyLive)).toBe('all');
    expect(liveFlowId(liveBesideStatic)).toBe('live');
  });

  it('take days from the invitation if any of them does', () => {
    expect(takeDaysFromInvitation(onlyStatic)).toBe(false);
    expect(takeDaysFromInvitation(terms({ daysByInvitation: false }, { daysByInvitation: true }))).toBe(true);
    expect(takeDaysFromInvitation(terms({ daysByInvitation: true }))).toBe(true);
  });
});
