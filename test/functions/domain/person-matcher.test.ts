import { describe, expect, it } from 'vitest';
import { matcherFor } from '../../../functions/shared/domain/customer/person-matcher.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';

const PHONE = '34600000001';
const spelling = (phone: string) => `wamid.${Buffer.from(`\u000b${phone}\u0015rest`).toString('base64')}`;

const mentionsThem = matcherFor({
  addresses: [ChatId.parse(`${PHONE}@c.us`), ChatId.parse('ES.13491208655302741@lid'), ChatId.parse('7@c.us')],
  ids: ['wamid.a+b/c='],
});

describe('a text that was received', () => {
  it.each([
    `{"chatId":"${PHONE}@c.us"}`,
    'call me on +34 600 000 001.',
    'phone=%2B34600000001&x=1',
    '0034-600-000-001',
    '(34) 600/000.001',
    '{"phone":"+34 (0)600 000 001"}',
    '011 34 600 000 001',
    '٣٤ ٦٠٠ ٠٠٠ ٠٠١',
    '＋３４６０００００００１',
    '+34\u2011600\u2011000\u200b001',
    '{"user_id":"ES.13491208655302741"}',
    'answers wamid.a+b/c= of yesterday',
    String.raw`{"id":"wamid.a+b\/c="}`,
    String.raw`{"body":"{\"id\":\"wamid.a\\u002bb\\\/c=\"}"}`,
    `{"id":"${spelling(PHONE)}"}`,
    JSON.stringify(JSON.stringify({ id: spelling(PHONE) })),
    '"7@c.us"',
    '00 34 600 000 001',
    '+3 (06) 4600000001',
    '+34 8 600000001',
    '+34 06 600000001',
    '34)  600000001',
    'ES.13491208655302741 wrote',
    `${PHONE} and more`,
    `34600000002 ${PHONE}`,
    'xES.13491208655302741 ES.13491208655302741',
    '-ES.13491208655302741- (ES.13491208655302741)',
  ])('is about a person: %j', (text) => {
    expect(mentionsThem(text)).toBe(true);
  });

  it.each([
    '346000000012',
    '134600000001',
    '600000001',
    '+34 (0) 0600 000 001',
    '{"user_id":"ES.134912086553027412"}',
    `{"id":"${spelling('34600000002')}"}`,
    'wamid.a+b/d=',
    'the 7 dwarfs, 7',
    '',
    '34    600000001',
    'ES.13491208655302741.2',
    'xES.13491208655302741',
    '_ES.13491208655302741',
    '-ES.13491208655302741',
    '77@c.us',
    `{"id":"wamid-${Buffer.from(PHONE).toString('base64')}"}`,
  ])('is not: %j', (text) => {
    expect(mentionsThem(text)).toBe(false);
  });

  it('is read in no time, whatever it says', () => {
    const started = performance.now();
    for (const part of ['3', '34 600 000 00 ', '\\', '\\u00', 'wamid.', 'ES.1349120865530274']) {
      expect(mentionsThem(part.repeat(65_536 / part.length))).toBe(false);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
