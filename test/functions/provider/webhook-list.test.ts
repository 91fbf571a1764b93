import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  holdSameUrls,
  isOwnWebhook,
  ownWebhooks,
  planRegistration,
  planRemoval,
  readWebhookList,
  urlsOf,
} from '../../../functions/shared/provider/webhook-list.ts';

const API = 'https://api.clinic.example';
const own = ownWebhooks(API, 'today');
const earlier = ownWebhooks(API, 'yesterday');
const THREE = urlsOf(own, 'three');
const FOREIGN = [
  'https://crm.example/hook?a=1,2',
  'http://bot.example/in',
  'https://x.example',
  'https://y.example/',
  'https://z.example',
];

function plan(registered: string[], single = false) {
  const planned = planRegistration(registered, { api: API, own, single });
  return planned.kind === 'list' ? planned.urls : planned.kind;
}

describe('the list of webhooks as the provider gives it', () => {
  test.each([
    ['nothing', undefined, []],
    ['null', null, []],
    ['an empty text', '', []],
    ['an empty array', [], []],
    ['one URL', 'https://a.example/x', ['https://a.example/x']],
    ['an array', ['https://a.example', 'https://b.example'], ['https://a.example', 'https://b.example']],
    ['text joined by commas', 'https://a.example,http://b.example', ['https://a.example', 'http://b.example']],
    [
      'text joined by commas and spaces',
      ' https://a.example , https://b.example, ',
      ['https://a.example', 'https://b.example'],
    ],
    [
      'commas inside URLs',
      'https://a.example/?q=1,2,https://b.example',
      ['https://a.example/?q=1,2', 'https://b.example'],
    ],
  ])('is read from %s', (_, given, urls) => {
    expect(readWebhookList(given)).toEqual(urls);
  });

  test('keeps each entry of an array as it is, whatever is in it', () => {
    const odd = ['https://a.example/?next=x,https://b.example', 'not a url', 'HTTPS://C.example/%7E'];
    expect(readWebhookList(odd)).toEqual(odd);
  });
});

describe("a stack's own URLs", () => {
  test('are known by the address of its API, whatever key they carry', () => {
    for (const url of [...urlsOf(earlier, 'three'), earlier.all, own.all]) expect(isOwnWebhook(url, API)).toBe(true);
  });

  test.each([
    'https://api.clinic.example.evil.example/webhooks/x',
    'http://api.clinic.example/webhooks/x',
    'https://api.clinic.example/other/webhooks/x',
    'https://crm.example/?to=https://api.clinic.example/webhooks/x',
    'no url at all',
  ])('are not taken for %s', (url) => {
    expect(isOwnWebhook(url, API)).toBe(false);
  });
});

describe('registering', () => {
  test('adds a URL for each kind where three places are free', () => {
    expect(plan([])).toEqual(THREE);
    expect(plan(FOREIGN.slice(0, 2))).toEqual([...FOREIGN.slice(0, 2), ...THREE]);
  });

  test('adds the one URL for all kinds where fewer are free, or where that is wanted', () => {
    expect(plan(FOREIGN.slice(0, 3))).toEqual([...FOREIGN.slice(0, 3), own.all]);
    expect(plan(FOREIGN.slice(0, 4))).toEqual([...FOREIGN.slice(0, 4), own.all]);
    expect(plan([], true)).toEqual([own.all]);
  });

  test('is refused where others have every place', () => {
    expect(plan(FOREIGN)).toBe('no-place');
  });

  test('replaces our URLs of an earlier key where they stood', () => {
    const [a = '', b = ''] = FOREIGN;
    expect(plan([a, ...urlsOf(earlier, 'three'), b])).toEqual([a, ...THREE, b]);
    expect(plan([a, earlier.messages, b, earlier.delivery])).toEqual([a, ...THREE, b]);
  });

  test('replaces our URLs of the other form', () => {
    const [a = ''] = FOREIGN;
    expect(plan([own.all, a])).toEqual([...THREE, a]);
    expect(plan([...THREE, a], true)).toEqual([own.all, a]);
    expect(plan([...THREE, own.all])).toEqual(THREE);
  });

  test('replaces our URLs at a former address, and no other stack’s', () => {
    const [a = ''] = FOREIGN;
    const former = ownWebhooks('https://abc123.execute-api.eu-west-1.amazonaws.com', 'today');
    const another = ownWebhooks('https://abc123.execute-api.eu-west-1.amazonaws.com', 'todays');
    expect(plan([a, ...urlsOf(former, 'three')])).toEqual([a, ...THREE]);
    expect(plan([former.all, a])).toEqual([...THREE, a]);
    expect(plan([another.all, another.messages])).toEqual([another.all, another.messages, ...THREE]);
  });

  test('counts the places our older URLs give back', () => {
    expect(plan([...FOREIGN.slice(0, 2), ...urlsOf(earlier, 'three')])).toEqual([...FOREIGN.slice(0, 2), ...THREE]);
    expect(plan([...FOREIGN.slice(0, 4), earlier.all])).toEqual([...FOREIGN.slice(0, 4), own.all]);
  });

  test('leaves a list that is right as it is, whatever its order', () => {
    const list = [own.delivery, FOREIGN[0] ?? '', own.flowCompletion, own.messages];
    expect(plan(list)).toEqual(list);
  });

  const anyUrl = fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom(...THREE, own.all, ...urlsOf(earlier, 'three')));
  test("keeps others' URLs byte for byte and in order, and is settled by doing it once", () => {
    fc.assert(
      fc.property(fc.array(anyUrl, { maxLength: 8 }), fc.boolean(), (registered, single) => {
        const planned = planRegistration(registered, { api: API, own, single });
        if (planned.kind === 'no-place') return;
        const foreign = registered.filter((url) => !isOwnWebhook(url, API));
        expect(planned.urls.filter((url) => !isOwnWebhook(url, API))).toEqual(foreign);
        expect(planRegistration(planned.urls, { api: API, own, single })).toEqual(planned);
      }),
    );
  });
});

describe('unregistering', () => {
  test('takes away all of ours and nothing else', () => {
    const [a = '', b = ''] = FOREIGN;
    expect(planRemoval([a, ...THREE, earlier.all, b], API)).toEqual([a, b]);
  });
});

test('lists hold the same URLs in any order', () => {
  expect(holdSameUrls(['a', 'b'], ['b', 'a', 'a'])).toBe(true);
  expect(holdSameUrls(['a'], ['a', 'b'])).toBe(false);
  expect(holdSameUrls(['a', 'b'], ['a'])).toBe(false);
});
