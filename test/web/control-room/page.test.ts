import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bundlePage } from '../../../local/page/bundle-page.ts';
import { pageRoutes } from '../../../local/page/page-routes.ts';
import { aContract } from '../../support/contract.ts';

const MOST_SCRIPT_BYTES = 140_000;

it('the page’s script is under 140 KB as it travels', async () => {
  const { script } = await bundlePage();
  expect(gzipSync(script).byteLength).toBeLessThan(MOST_SCRIPT_BYTES);
});

it('the page may load nothing from elsewhere', async () => {
  const pages = pageRoutes(aContract());
  const page = await pages.request('/');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; /);
  const texts = await Promise.all(['/', '/page.css'].map(async (path) => (await pages.request(path)).text()));
  const addresses = texts.join('\n').match(/https?:\/\/[^\s"')]+/g) ?? [];
  // The name of SVG looks like an address and is none.
  expect(addresses.filter((address) => address !== 'http://www.w3.org/2000/svg')).toEqual([]);
});
