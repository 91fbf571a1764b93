import { Hono } from 'hono';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { PageSettings } from '../../web/control-room/page-settings.ts';
import { type BundledPage, bundlePage } from './bundle-page.ts';

/** The page may load and call only this port. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // A form's images are data URLs in its Flow JSON.
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // The page can differ after every start.
  'cache-control': 'no-store',
};

/** The page with the phone and the control room, at `/`. The first request bundles it. */
export function pageRoutes(contract: Contract): Hono {
  const routes = new Hono();
  const page = bundledOnce();
  const serve = (path: string, type: string, textOf: (page: BundledPage) => string) =>
    routes.get(path, async (c) => c.body(textOf(await page()), 200, { ...HEADERS, 'content-type': type }));
  serve('/', 'text/html; charset=utf-8', ({ html }) => html);
  serve('/page.js', 'text/javascript; charset=utf-8', ({ script }) => script);
  serve('/page.css', 'text/css; charset=utf-8', ({ style }) => style);
  serve('/page.svg', 'image/svg+xml', ({ icon }) => icon);
  routes.get('/page.json', (c) => c.json(settingsFrom(contract)));
  return routes;
}

/** Bundles on the first call; after a failure, again on the next one. */
function bundledOnce(): () => Promise<BundledPage> {
  let bundled: Promise<BundledPage> | undefined;
  return () => {
    bundled ??= bundlePage().catch((error: unknown) => {
      bundled = undefined;
      throw error;
    });
    return bundled;
  };
}

function settingsFrom({ languages, defaultLanguage, booking }: Contract): PageSettings {
  const tags = [defaultLanguage, ...Object.keys(languages).filter((tag) => tag !== defaultLanguage)];
  return {
    timeZone: booking.timeZone,
    languages: tags.map((tag) => ({
      tag,
      cta: languages[tag]?.cta ?? '',
      intentWords: languages[tag]?.intentWords ?? [],
    })),
  };
}
