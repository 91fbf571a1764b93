import type { Behaviour } from '../../behaviour/behaviour.ts';
import type { ChannelEvent, Line } from '../../chat/channel-events.ts';
import { hooksBody } from './hooks.ts';
import { normalisedBody } from './normalised.ts';
import type { Places } from './places.ts';
import { rawBody } from './raw.ts';

/** The body of one webhook for `events`, in the given dialect. */
export function composeWebhook(
  events: readonly ChannelEvent[],
  line: Line,
  { dialect, ...places }: Pick<Behaviour, 'dialect'> & Places,
): unknown {
  switch (dialect) {
    case 'A':
      return normalisedBody(events, line, places);
    case 'B':
      return hooksBody(events, line, places);
    case 'C':
      return rawBody(events, line, places);
  }
}
