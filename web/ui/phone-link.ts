import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** A message that was pressed on a phone: its invitation, and the messages that name its step, the nearest first. */
export type PressedMessage = { invitationId: string; messageIds: readonly string[] };

/** The customers' phone beside the desk, where there is one. */
export type PhoneLink = {
  /** Shows a message on the phone of its customer. */
  show(messageId: string): void;
  /** What was pressed last: each press is an object of its own. */
  pressed: PressedMessage | undefined;
};

export const PhoneLinkContext = createContext<PhoneLink | undefined>(undefined);

export const usePhoneLink = (): PhoneLink | undefined => useContext(PhoneLinkContext);
