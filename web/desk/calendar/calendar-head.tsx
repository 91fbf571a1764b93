import './calendar-head.css';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Route } from '../shell/address.ts';
import { go } from '../shell/route.ts';

type HeadProps = {
  words: { before: string; present: string; after: string; choose: string };
  /** The first day that is shown. */
  date: LocalDate;
  title: ComponentChildren;
  routes: { before: Route; present: Route; after: Route; to(day: string): Route };
  isPresent: boolean;
  /** What can be done. */
  children: ComponentChildren;
};

/** The days that are shown, and the ways to others. */
export function CalendarHead({ words, date, title, routes, isPresent, children }: HeadProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <header class="cal-top">
      <div class="cal-top-days">
        <StepButton words={words.before} icon="chevron-left" to={routes.before} />
        <button type="button" class="button" disabled={isPresent} onClick={() => go(routes.present)}>
          {words.present}
        </button>
        <StepButton words={words.after} icon="chevron-right" to={routes.after} />
      </div>
      <h2>{title}</h2>
      <label class="cal-top-picker" title={words.choose}>
        <span class="spoken">{words.choose}</span>
        <Icon name="calendar" />
        <input
          ref={picker}
          type="date"
          value={date}
          onClick={() => picker.current?.showPicker()}
          onChange={({ currentTarget: { value } }) => value && go(routes.to(value))}
        />
      </label>
      <div class="cal-top-acts">{children}</div>
    </header>
  );
}

const StepButton = ({ words, icon, to }: { words: string; icon: 'chevron-left' | 'chevron-right'; to: Route }) => (
  <button type="button" class="button is-quiet is-square" aria-label={words} title={words} onClick={() => go(to)}>
    <Icon name={icon} />
  </button>
);
