import { Icon } from '../ui/icon.tsx';
import type { ChatMessage } from './simulator-calls.ts';

type RepliesProps = {
  replies: NonNullable<ChatMessage['replies']>;
  isDisabled: boolean;
  choose(id: string): void;
  openList(): void;
};

/** What can be tapped under a message: its buttons, or the button that opens its list. */
export function Replies({ replies, isDisabled, choose, openList }: RepliesProps) {
  if (replies.kind === 'list') {
    return (
      <button class="bubble-button" type="button" aria-haspopup="dialog" onClick={openList} disabled={isDisabled}>
        <Icon name="list" />
        {replies.action}
      </button>
    );
  }
  return (
    <>
      {replies.options.map(({ id, title }) => (
        <button key={id} class="bubble-button" type="button" onClick={() => choose(id)} disabled={isDisabled}>
          <Icon name="reply" />
          {title}
        </button>
      ))}
    </>
  );
}
