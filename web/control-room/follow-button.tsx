import './follow-button.css';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words/language.ts';
import type { Following } from './use-following.ts';
import { ROOM_WORDS } from './words.ts';

/** Whether the detail follows the running invitation. */
export function FollowButton({ following: { isOn, followed, toggle } }: { following: Following }) {
  const { follow, followHint, follows } = useWords(ROOM_WORDS);
  return (
    <>
      <button type="button" class="button room-follow" aria-pressed={isOn} title={followHint} onClick={toggle}>
        <Icon name="follow" />
        {follow}
      </button>
      <span class="spoken" role="status">
        {followed !== undefined && follows(followed.slice(0, 8))}
      </span>
    </>
  );
}
