import { batch, signal } from '@preact/signals';
import * as z from 'zod/mini';
import type { PhoneState } from '../phone/phone-state.ts';
import { NotGranted } from '../ui/connection.ts';
import type { PressedMessage } from '../ui/phone-link.ts';
import { room } from './local-session.ts';

const MessageLink = z.object({ invitationId: z.string(), messageIds: z.array(z.string()) });

/** The two parts of the page. */
export const PARTS = ['phone', 'room'] as const;
export type PartId = (typeof PARTS)[number];

/** Links the messages on the phone with the steps in the control room, each of which may be behind a tab. */
export function createPhoneLink(phone: Pick<PhoneState, 'note' | 'showMessage'>) {
  const shown = signal<PartId>('phone');
  const pressed = signal<PressedMessage | undefined>(undefined);
  return {
    shown,
    pressed,
    /** Shows the step that a message of the phone belongs to. */
    async press(messageId: string): Promise<void> {
      const link = await room.get(MessageLink, `/messages/${encodeURIComponent(messageId)}`).catch((error: unknown) => {
        if (error instanceof NotGranted) return undefined;
        throw error;
      });
      batch(() => {
        phone.note.value = link ? undefined : 'no-invitation';
        if (!link) return;
        pressed.value = link;
        shown.value = 'room';
      });
    },
    /** Shows the message that a step is about. */
    show(messageId: string): void {
      shown.value = 'phone';
      void phone.showMessage(messageId);
    },
  };
}

export type RoomLink = ReturnType<typeof createPhoneLink>;
