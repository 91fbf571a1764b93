import './progress-strip.css';
import { useSession } from '../../../ui/console-session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { clockTime } from '../../../ui/times.ts';
import type { Progress } from './invitation-steps.ts';

const STATES = { done: 'done', failed: 'failed', open: 'not yet' } as const;

/** An invitation's progress at a glance. */
export function ProgressStrip({ progress }: { progress: readonly Progress[] }) {
  const { timeZone } = useSession();
  return (
    <ol class="ui-progress" aria-label="How far it got">
      {progress.map(({ stage, state, at }) => (
        <li key={stage} class={`is-${state}`}>
          <span class="ui-mark">{state !== 'open' && <Icon name={state === 'done' ? 'check' : 'exclamation'} />}</span>
          <span class="ui-stage">{stage}</span>
          <span class="spoken">{STATES[state]}</span>
          <span class="ui-stage-time">{at ? clockTime(at, timeZone) : ''}</span>
        </li>
      ))}
    </ol>
  );
}
