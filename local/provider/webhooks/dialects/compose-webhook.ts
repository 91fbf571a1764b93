import type { Behaviour } from '../../behaviour/behaviour.ts';
import type { ChannelEvent, Line } from '../../chat/channel-events.ts';
import { hooksBody } from './hooks.ts';
import { normalisedBody } from './normalised.ts';
import { rawBody } from './raw.ts';

/** The body of one webhook that tells `events`, in the given dialect. */
export function composeWebhook(
  events: readonly ChannelEvent[],
  line: Line,
  { dialect, completionPlace }: Pick<Behaviour, 'dialect' | 'completionPlace'>,
): unknown {
  switch (dialect) {
    case 'A':
      return normalisedBody(events, line, completionPlace);
    case 'B':
      return hooksBody(events, line, completionPlace);
    case 'C':
      return rawBody(events, line);
  }
}
