import { useEffect, useState } from 'preact/hooks';
import { addressOf } from '../desk/shell/address.ts';
import { go, openBooking, useRoute } from '../desk/shell/route.ts';
import type { LocalSession } from './local-session.ts';

/** Whether the detail follows what runs, and what it shows therefore. */
export type Following = {
  isOn: boolean;
  /** The newest running invitation; `undefined` while none is to be shown because it runs. */
  followed: string | undefined;
  toggle(): void;
  /** The user closes what is followed: it stays away until another one starts. */
  putAway(): void;
};

/**
 * Shows the newest running invitation, until the user chooses another one. One in which the user is at work is not taken
 * away from them: following ends instead. A press on another view puts it away.
 */
export function useFollowing({ onStart }: Pick<LocalSession, 'onStart'>): Following {
  const { route, booking } = useRoute();
  const [isOn, setOn] = useState(true);
  const [newest, setNewest] = useState<string>();
  const [away, setAway] = useState<string>();
  const followed = isOn && booking === undefined && newest !== away ? newest : undefined;

  useEffect(
    () =>
      onStart((started) => {
        if (followed !== undefined && followed !== started && isAtWorkInPanel()) openBooking(followed);
        setNewest(started);
        setAway((before) => (before === started ? before : undefined));
      }),
    [onStart, followed],
  );
  useEffect(() => {
    if (booking !== undefined) setOn(false);
  }, [booking]);
  const view = addressOf(route);
  useEffect(() => setAway(newest), [view]);

  return {
    isOn,
    followed,
    toggle() {
      // What is shown stays.
      if (isOn && followed !== undefined) openBooking(followed);
      if (!isOn && booking !== undefined) go(route);
      setOn(!isOn);
      setAway(undefined);
    },
    putAway: () => setAway(newest),
  };
}

const isAtWorkInPanel = (): boolean => !!document.activeElement?.closest('.desk-panel');
