import { createHmac, timingSafeEqual } from 'node:crypto';

const FORM = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether the body was signed with one of the app's secrets (`X-Hub-Signature-256`). Without a secret there is nothing
 * to compare: a Flow that the provider made is connected to the provider's app. The comparison takes constant time.
 */
export function isSignedByApp(body: string, header: string | undefined, appSecrets: readonly string[]): boolean {
  if (appSecrets.length === 0) return true;
  const given = FORM.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  const mac = Buffer.from(given, 'hex');
  return appSecrets
    .map((secret) => timingSafeEqual(mac, createHmac('sha256', secret).update(body).digest()))
    .includes(true);
}
