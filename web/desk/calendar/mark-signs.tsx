import './mark-signs.css';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words/language.ts';
import type { Mark, MarkName } from './day/marks.ts';
import { CALENDAR_WORDS } from './words.ts';

const ICONS: Record<MarkName, IconName> = {
  clash: 'warning',
  notTold: 'call',
  attention: 'exclamation',
  toApprove: 'tasks',
  requested: 'form',
  'no-show': 'close',
  came: 'person',
  confirmed: 'check',
  overridden: 'exclamation',
};

/** What is to be seen at a glance, in signs and words; where there is little room the words are only read out. */
export function MarkSigns({ marks }: { marks: readonly Mark[] }) {
  const words = useWords(CALENDAR_WORDS);
  if (marks.length === 0) return null;
  return (
    <span class="cal-marks">
      {marks.map(({ name, tone }) => (
        <span key={name} class={`cal-mark is-${tone}`} title={words.marks[name]}>
          <Icon name={ICONS[name]} />
          <span class="cal-mark-words">{words.marks[name]}</span>
        </span>
      ))}
    </span>
  );
}
