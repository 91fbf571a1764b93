import { describe, expect, it } from 'vitest';
import { request } from '../../integration/support/request.ts';
import type { RunningBrowser } from '../../support/browser.ts';

/** What the control room reads, and who may. */
export function describeData(browser: RunningBrowser): void {
  describe('the data side of the page', () => {
    const ask = (headers: Record<string, string>, path = 'api/worklist?kind=attention&day=2031-05-06') =>
      request('GET', `${browser.endpoints.provider}/_room/${path}`, undefined, headers);

    it('serves the page itself, and no page of another site, which would act with a key it does not have', async () => {
      expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
      expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    });

    it('hands on what the page needs, and shows neither key nor webhook secret', async () => {
      expect((await ask({}, 'api/keys')).status).toBe(404);
      const [secret = ''] = /[^/]+$/.exec(browser.endpoints.webhooks.all) ?? [];
      for (const part of ['events', 'waiting', 'functions', 'functions/send-requested-flow', 'calls', 'webhooks']) {
        const { status, text } = await ask({}, `inside/${part}`);
        expect(status, part).toBe(200);
        for (const word of [secret, browser.endpoints.apiKey, browser.channelToken]) expect(text).not.toContain(word);
      }
    });
  });
}
