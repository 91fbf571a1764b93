import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import type { RunningBrowser } from '../../support/browser.ts';
import { createDesk } from '../support/desk.ts';

const NewKey = z.object({ keyId: z.string(), key: z.string() });

/** A page at another address of the same machine, which a browser takes for the same site. */
async function aForeignPage(): Promise<string> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>Hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  // A server that listens on a port has an address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const stored = async (page: Page): Promise<string> =>
  z.string().parse(await page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie])'));

/** Who works at the desk: with keys of their own, and sessions in cookies. */
export function describePeople(browser: RunningBrowser): void {
  const desk = createDesk(browser);
  const { api } = browser.endpoints;

  const aKey = async (role: string) => NewKey.parse((await desk.ask('POST', '/keys', { holder: 'Ana', role })).body);

  async function signIn(key: string): Promise<Page> {
    const page = await browser.open({}, `${api}/console`);
    await page.getByLabel('Your access key').fill(key);
    await page.keyboard.press('Enter');
    return page;
  }

  describe('somebody with a key of their own', () => {
    it('signs in once, stays signed in over a reload, and leaves no key in the page', async () => {
      const { key } = await aKey('desk');
      const page = await signIn(key);
      await page.getByRole('navigation').waitFor();
      await page.reload();
      await page.getByRole('navigation').waitFor();
      expect(await stored(page)).not.toContain(key);
      expect(await stored(page)).not.toContain('__Host-session');
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.getByRole('button', { name: 'Sign out here' }).click();
      await page.getByLabel('Your access key').waitFor();
      expect(await page.context().cookies()).toEqual([]);
    });

    it('is shut out of an open desk within a minute after the key is revoked', { timeout: 90_000 }, async () => {
      const { keyId, key } = await aKey('desk');
      const page = await signIn(key);
      await page.getByRole('navigation').waitFor();
      await desk.ask('DELETE', `/keys/${keyId}`);
      await page.getByText('The session is over. Sign in to go on.').waitFor({ timeout: 60_000 });
    });

    it('does not get in with the key of a program', async () => {
      const page = await signIn((await aKey('backend')).key);
      await page.getByText(/^This key is for programs/).waitFor();
      expect(await page.context().cookies()).toEqual([]);
    });

    it('changes nothing from a page of another address, although the browser sends the cookie there', async () => {
      const page = await signIn((await aKey('desk')).key);
      await page.getByRole('navigation').waitFor();
      await page.goto(await aForeignPage());
      const answer = page.waitForResponse(`${api}/closures`);
      const closure = { from: '2035-05-06T00:00', to: '2035-05-07T00:00' };
      const request = { method: 'POST', mode: 'no-cors', credentials: 'include', body: JSON.stringify(closure) };
      await page.evaluate(`fetch('${api}/closures', ${JSON.stringify(request)}).catch(() => undefined)`);
      // Without the cookie it would be 401.
      expect((await answer).status()).toBe(403);
      const { body } = await desk.ask('GET', '/closures?from=2035-05-06&to=2035-05-06');
      expect(body).toEqual({ items: [] });
    });
  });
}
