import './progress-strip.css';
import { Icon } from '../../../ui/icon.tsx';
import { useTimes } from '../../../ui/use-times.ts';
import { useWords } from '../../../ui/words/language.ts';
import type { Progress } from './invitation-steps.ts';
import { STEP_WORDS } from './words.ts';

/** An invitation's progress at a glance. */
export function ProgressStrip({ progress }: { progress: readonly Progress[] }) {
  const times = useTimes();
  const words = useWords(STEP_WORDS);
  return (
    <ol class="ui-progress" aria-label={words.howFar}>
      {progress.map(({ stage, state, at }) => (
        <li key={stage} class={`is-${state}`}>
          <span class="ui-mark">{state !== 'open' && <Icon name={state === 'done' ? 'check' : 'exclamation'} />}</span>
          <span class="ui-stage">{(state === 'failed' && words.failedStages[stage]) || words.stages[stage]}</span>
          <span class="spoken">{words.states[state]}</span>
          <span class="ui-stage-time">{at ? times.clockTime(at) : ''}</span>
        </li>
      ))}
    </ol>
  );
}
