import { describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { STAFF_TEXTS } from '../../functions/shared/domain/staff/staff-texts.ts';
import { readContract } from '../../infra/context-contract.ts';
import { ownContract, resourcesOf, shippedContract, synthesize } from './synthesized.ts';

const english = { phone: '+34 600 000 001', language: 'en' };
const template = { name: 'staff_news', namespace: 'c0ffee', language: 'en', buttons: { call: 'Call' } };

const staffOf = (staff: object) => Contract.parse({ ...shippedContract, staff }).staff;

/** What is wrong with the contract's part about the staff, without its first line. */
function faultsOf(staff: object): string[] {
  try {
    readContract({ ...shippedContract, staff }, 'synth');
    return [];
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(1);
  }
}

describe('the staff of a contract', () => {
  it.each(['+34 600 000 001', '0034600000001', 'tel:+34-600-000-001', '34600000001'])(
    'have a phone that is spelt %s',
    (phone) => {
      expect(staffOf({ phones: [{ ...english, phone }] })?.phones).toEqual([{ phone: '34600000001', language: 'en' }]);
    },
  );

  it('need no e-mail address if they have a phone, and no phone if they have an address', () => {
    expect(faultsOf({ phones: [english] })).toEqual([]);
    expect(faultsOf({ emails: ['desk@salon.test'] })).toEqual([]);
  });

  it('may read their own texts, and have templates', () => {
    const texts = { es: { booked: 'Reserva nueva', news: '{{what}} - {{name}}, {{service}}, {{date}} {{time}}' } };
    const templates = { es: { news: template, toApprove: { ...template, buttons: { approve: 'Sí', refuse: 'No' } } } };
    expect(faultsOf({ phones: [{ ...english, language: 'es' }], texts, templates })).toEqual([]);
  });

  it('may read any language for which all texts are given', () => {
    const french = { ...english, language: 'fr' };
    const filled = Object.fromEntries(STAFF_TEXTS.map((name) => [name, 'Bonjour']));
    expect(faultsOf({ phones: [french], texts: { fr: filled } })).toEqual([]);
    const { call: _, ...lacking } = filled;
    expect(faultsOf({ phones: [french], texts: { fr: lacking } })).toEqual([
      '  staff.phones.0.language: needs "staff.texts.fr", which lacks: call',
    ]);
  });

  it.each([
    [{}, 'staff: must have emails or phones'],
    [{ phones: [] }, 'staff.phones: must name at least one phone'],
    [
      { phones: [1, 2, 3, 4, 5, 6].map((last) => ({ ...english, phone: `+3460000000${last}` })) },
      'staff.phones: must be at most 5 phones',
    ],
    [
      { phones: [english, { ...english, phone: '0034 600 000 001', language: 'es' }] },
      'staff.phones: must name each phone once',
    ],
    [
      {
        phones: [
          { ...english, phone: '+55 11 98765 4321' },
          { ...english, phone: '+55 11 8765 4321' },
        ],
      },
      'staff.phones: must name each phone once',
    ],
    [
      { phones: [{ ...english, phone: '600 000 001' }] },
      'staff.phones.0.phone: must be a phone number with country code, such as "+34 600 000 001"',
    ],
    [{ phones: [english], templates: { es: { news: template } } }, 'staff.templates.es: is the language of no phone'],
    [{ phones: [english], texts: { es: {} } }, 'staff.texts.es: is the language of no phone'],
    [
      { phones: [english], texts: { en: { phone: 'Call {{date}}' } } },
      'staff.texts.en.phone: must contain no placeholder but {{name}}, {{phone}}',
    ],
    [
      { phones: [english], templates: { en: { news: { ...template, buttons: { approve: 'Yes' } } } } },
      'staff.templates.en.news.buttons.approve: is no field of the contract; mend its name or remove it',
    ],
  ])('are refused as %j', (staff, fault) => {
    expect(faultsOf(staff)).toEqual([`  ${fault}`]);
  });
});

describe('a contract whose staff', () => {
  const namesIn = (staff: Contract['staff']) =>
    resourcesOf(synthesize({ ...ownContract, staff }), 'AWS::Lambda::Function').map(({ FunctionName }) =>
      FunctionName.replace(`${ownContract.name}-`, ''),
    );

  it('have phones only get no e-mail', () => {
    const names = namesIn({ phones: [{ phone: '34600000001', language: 'en' }] });
    expect(names).toEqual(expect.arrayContaining(['message-staff', 'answer-staff']));
    expect(names).not.toContain('notify-staff');
  });

  it('have addresses only get nothing on WhatsApp', () => {
    const names = namesIn({ emails: ['desk@salon.test'] });
    expect(names).toContain('notify-staff');
    expect(names).not.toContain('message-staff');
    expect(names).not.toContain('answer-staff');
  });
});
