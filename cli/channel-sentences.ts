import type { ChannelFinding } from '../functions/shared/provider/channel-status.ts';

const REGISTER = 'run "npm run channel -- register"';

/** Possible faults of the channel, each as a sentence that says what to do. */
export const CHANNEL_SENTENCES: Record<ChannelFinding, string> = {
  disconnected: 'The channel is not connected to WhatsApp: look at it in the 1MSG dashboard.',
  'not-registered': `None of this stack's URLs is registered, so it hears nothing: ${REGISTER}.`,
  'partly-registered': `Some of this stack's URLs are missing: ${REGISTER}.`,
  'webhook-disabled': `The provider has disabled URLs of this stack: find out why they failed, then ${REGISTER}.`,
  'acks-off': `The channel does not report deliveries: ${REGISTER}.`,
  'earlier-key': `URLs with an earlier webhook secret are registered: ${REGISTER}.`,
  'registered-twice': `Both forms of this stack's URLs are registered, so everything comes twice: ${REGISTER}.`,
};

export const CRM_SENTENCES = {
  'not-handed-off':
    'The CRM did not take some bookings: find out why, then run "npm run channel -- redrive" within 14 days.',
  'crm-key-missing': 'No key for the CRM is stored: put it there with "npm run channel -- set-crm-key".',
} as const;
export type CrmFinding = keyof typeof CRM_SENTENCES;
