import type { WebhookAddress } from '../channel-state.ts';

/** The URLs that receive every event of the channel, and which of them the provider has disabled. */
export type WebhookList = {
  /** Replaces the whole list. Every URL on it starts anew: posting the list re-enables a disabled one. */
  replace(urls: readonly string[]): void;
  all(): readonly WebhookAddress[];
  isDisabled(url: string): boolean;
  /** Counts a delivery, its repeats included. Too many consecutive failures disable the URL. */
  countDelivery(url: string, delivered: boolean, failureLimit: number): void;
};

export function createWebhookList(saved: readonly WebhookAddress[]): WebhookList {
  let addresses: WebhookAddress[] = saved.map((address) => ({ ...address }));
  const find = (url: string) => addresses.find((address) => address.url === url);

  return {
    replace(urls) {
      addresses = [...new Set(urls)].map((url) => ({ url, failuresInRow: 0, disabled: false }));
    },
    all: () => addresses,
    isDisabled: (url) => find(url)?.disabled ?? true,
    countDelivery(url, delivered, failureLimit) {
      const address = find(url);
      if (!address) return;
      address.failuresInRow = delivered ? 0 : address.failuresInRow + 1;
      if (address.failuresInRow >= failureLimit) address.disabled = true;
    },
  };
}
