import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Secret } from '../template/stack-model.ts';
import { readSecretFields } from './secret-field.ts';
import type { SecretStore } from './secret-store.ts';

const Given = z.looseObject({ channelToken: z.optional(z.string()), crmKey: z.optional(z.string()) });

/**
 * Stores the values that others issue, which a business stores by hand: the channel's token and the CRM's key.
 * Existing values stay.
 */
export async function presetGiven(secrets: SecretStore, given: Secret): Promise<{ channelToken: string }> {
  const { text } = secrets.read(given);
  const known = readSecretFields(Given, text, given);
  const complete = { ...known, channelToken: known.channelToken || invent(), crmKey: known.crmKey || invent() };
  const filled = JSON.stringify(complete);
  if (filled !== text) await secrets.write(given, filled);
  return complete;
}

const invent = (): string => randomBytes(24).toString('base64url');
