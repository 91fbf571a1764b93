import type { Wish } from '../story/people.ts';

/** One thing a webhook reported, in words of the story: what the promises are held against. Times as the provider tells them. */
export type Reported = Happening & {
  /** Whom it is about, in words of the story. */
  customerId?: string;
};

type Happening =
  | { kind: 'status'; messageId: string; status: 'sent' | 'failed' | 'delivered' | 'read'; at?: string; code?: number }
  | { kind: 'text'; messageId: string; chatId: string; at: string; text: string }
  | {
      kind: 'form';
      messageId: string;
      chatId: string;
      at: string;
      wish: Wish;
      /** The token in it: one of this stack's, one that is not, or none. */
      token: 'ours' | 'foreign' | 'none';
      /** The token as it stood in the form, and the message that was answered. */
      flowToken?: string;
      answers?: string;
    }
  /** Something else of a customer's than words or a form: it shows that they were here. */
  | { kind: 'media'; messageId: string; chatId: string; at: string }
  /** Said in a group, or a notice of the system. */
  | { kind: 'not-to-us'; messageId: string; at: string }
  | { kind: 'echo'; messageId: string; chatId: string }
  | { kind: 'junk'; marker: string }
  | { kind: 'junk-status'; marker: string };

/** What each of the provider's doors takes. */
export const DOORS = {
  '': { fn: 'receive-webhook', takes: ['status', 'text', 'media', 'form', 'presence', 'echo', 'junk', 'junk-status'] },
  '/messages': { fn: 'record-inbound-message', takes: ['text', 'media', 'presence', 'echo', 'junk'] },
  '/delivery': { fn: 'record-delivery-status', takes: ['status', 'junk', 'junk-status'] },
  '/flow-completion': { fn: 'record-flow-completion', takes: ['form', 'junk'] },
} as const;
export type Door = keyof typeof DOORS;

/** A thing reported through one door, which need not take it. */
export type Delivered = { reported: Reported; door: Door };

export const secondOf = (ms: number): number => Math.floor(ms / 1000) * 1000;
export const instantOf = (ms: number): string => new Date(ms).toISOString();
