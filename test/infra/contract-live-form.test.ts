import { describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { LIVE_WORDS } from '../../functions/shared/domain/live-form/words.ts';
import { aClinicContract, aLiveClinicContract } from '../support/clinic.ts';

const faultsOf = (changes: object) =>
  (Contract.safeParse({ ...aLiveClinicContract(), ...changes }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('a live form in the contract', () => {
  it('needs services', () => {
    const { services, resources, ...booking } = aClinicContract().booking;
    expect(faultsOf({ booking })).toContain('flow.kind: must not be "live" without services');
  });

  it('opens by itself, and is one for all languages', () => {
    const { flow, languages } = aLiveClinicContract();
    const { en } = languages;
    expect(faultsOf({})).toEqual([]);
    const opened = { ...flow, action: 'navigate', screen: 'APPOINTMENT', daysByInvitation: true };
    const spanish = { ...en, flow: { id: '7778889990' }, form: { title: 'Cita', heading: 'Cita' } };
    expect(faultsOf({ flow: opened, languages: { ...languages, es: spanish } })).toEqual([
      'flow.action: has no effect with the kind "live"',
      'flow.screen: has no effect with the kind "live"',
      'flow.daysByInvitation: has no effect with the kind "live"',
      'languages.es.flow: has no effect with the kind "live"',
      'languages.es.form.title: has no effect with the kind "live"',
    ]);
  });

  it('stands beside a static form, so that one word changes between the two', () => {
    const { flow, languages } = aClinicContract();
    const both = { ...flow, liveId: '5556667778' };
    const spanish = { ...languages['es'], flow: { id: '7778889990' }, form: { title: 'Cita', heading: 'Cita' } };
    const contract = { flow: both, languages: { ...languages, es: spanish } };
    for (const kind of ['live', 'static']) expect(faultsOf({ ...contract, flow: { ...both, kind } })).toEqual([]);
    const { action: _, ...unopened } = both;
    for (const kind of ['live', 'static'])
      expect(faultsOf({ ...contract, flow: { ...unopened, kind } })).toEqual([
        'flow.action: is missing; only a live form opens without it',
      ]);
    const { services, resources, ...booking } = aClinicContract().booking;
    expect(faultsOf({ flow: both, languages: aClinicContract().languages, booking })).toContain(
      'flow.kind: must not be "live" without services',
    );
  });

  it('takes a language that the project does not speak with all of its words only', () => {
    const { languages, booking } = aLiveClinicContract();
    const services = booking.services?.map((one) => ({ ...one, title: { en: one.title['en'], de: one.title['en'] } }));
    const speaking = (form: object) => ({
      languages: { en: languages['en'], de: { ...languages['en'], form } },
      booking: { ...booking, services },
    });
    expect(faultsOf(speaking({ heading: 'Wann?' }))).toEqual([
      expect.stringMatching(/^languages\.de\.form: lacks words of the live form: moveHeading, service/),
    ]);
    const all = Object.fromEntries(LIVE_WORDS.map((word) => [word, 'Wort']));
    expect(faultsOf(speaking(all))).toEqual([]);
    // Only a form whose appointments wait for approval shows these.
    const { request: _, requestHeading: __, ...former } = all;
    expect(faultsOf(speaking(former))).toEqual([]);
    const { booking: automatic, ...spoken } = speaking(former);
    expect(faultsOf({ ...spoken, booking: { ...automatic, approval: 'manual' } })).toEqual([
      'languages.de.form: lacks words of the live form: requestHeading, request',
    ]);
  });

  it('leaves a static form none of its words, and none of its silence', () => {
    const { languages, flow } = aClinicContract();
    const form = { anyone: 'Whoever' };
    expect(faultsOf({ flow: { id: flow.id }, languages: { ...languages, en: { ...languages['en'], form } } })).toEqual([
      'flow.action: is missing; only a live form opens without it',
      'languages.en.form.anyone: has no effect without the kind "live"',
    ]);
  });
});
