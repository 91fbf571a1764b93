import './time-choice.css';
import { useEffect, useId, useState } from 'preact/hooks';
import type { SlotView } from '../../../../functions/shared/http/answers/slots.ts';
import { useTimes } from '../../../ui/use-times.ts';
import { useWords } from '../../../ui/words/language.ts';
import { BOOKING_WORDS } from '../words.ts';
import { firstOfLaterDays, nearestTimes, type Wanted } from './nearest-times.ts';
import { type TimesWish, useFreeTimes } from './use-free-times.ts';

type TimeChoiceProps = {
  wish: TimesWish;
  wanted: Wanted;
  choose(wanted: Wanted): void;
};

/**
 * A day, and a time of it: the free ones to choose from, or another one, of which it is said at once whether it is free.
 * All of it stands there before anything is saved.
 */
export function TimeChoice({ wish, wanted, choose }: TimeChoiceProps) {
  const words = useWords(BOOKING_WORDS);
  const { value: slots, fault } = useFreeTimes(wish, wanted.date);
  const ofDay = slots?.filter(({ date }) => date === wanted.date) ?? [];
  const isOffered = ofDay.some(({ time }) => time === wanted.time);
  const [isOther, setOther] = useState(false);
  // A time that was given from outside, and is not free, is shown as it is.
  const showsOther = isOther || (slots !== undefined && wanted.time !== '' && !isOffered);

  return (
    <div class="when">
      <label class="ui-tool">
        <span>{words.date}</span>
        <input
          class="input"
          type="date"
          required
          value={wanted.date}
          onInput={({ currentTarget: { value } }) => choose({ ...wanted, date: value })}
        />
      </label>
      {wish.service !== '' && (
        <Offered
          isReading={slots === undefined && !fault}
          slots={ofDay}
          wanted={wanted}
          isOther={showsOther}
          choose={(time) => {
            setOther(false);
            choose({ ...wanted, time });
          }}
          chooseOther={() => setOther(true)}
        />
      )}
      {fault && (
        <p class="ui-fault" role="alert">
          {fault}
        </p>
      )}
      {slots && ofDay.length === 0 && <Slots slots={firstOfLaterDays(slots, wanted.date)} choose={choose} />}
      {(showsOther || wish.service === '') && (
        <OtherTime wanted={wanted} slots={slots} isKnown={isOffered} choose={choose} takesFocus={isOther} />
      )}
    </div>
  );
}

type OfferedProps = {
  isReading: boolean;
  slots: readonly SlotView[];
  wanted: Wanted;
  isOther: boolean;
  choose(time: string): void;
  chooseOther(): void;
};

function Offered({ isReading, slots, wanted, isOther, choose, chooseOther }: OfferedProps) {
  const words = useWords(BOOKING_WORDS);
  const { clockTime, dayName } = useTimes();
  const name = useId();
  if (wanted.date === '') return null;
  return (
    <fieldset class="when-times" aria-busy={isReading}>
      <legend>{slots.length > 0 || isReading ? words.freeTimes(dayName(wanted.date)) : words.noFreeTime}</legend>
      <div class="when-list">
        {isReading && <p class="when-reading">{words.readingTimes}</p>}
        {slots.map(({ startsAt, time }) => (
          <label key={startsAt} class="when-time">
            <input
              type="radio"
              name={name}
              required
              checked={!isOther && time === wanted.time}
              onChange={() => choose(time)}
            />
            <span>{clockTime(startsAt)}</span>
          </label>
        ))}
        {!isReading && (
          <label class="when-time is-other">
            <input type="radio" name={name} required checked={isOther} onChange={chooseOther} />
            <span>{words.otherTime}</span>
          </label>
        )}
      </div>
    </fieldset>
  );
}

type OtherTimeProps = {
  wanted: Wanted;
  slots: readonly SlotView[] | undefined;
  isKnown: boolean;
  takesFocus: boolean;
  choose(wanted: Wanted): void;
};

/** Any time, whether one is offered then or not; below it, what is free instead. */
function OtherTime({ wanted, slots, isKnown, takesFocus, choose }: OtherTimeProps) {
  const words = useWords(BOOKING_WORDS);
  const id = useId();
  useEffect(() => {
    if (takesFocus) document.getElementById(id)?.focus();
  }, [takesFocus, id]);
  const isConflict = slots !== undefined && slots.length > 0 && wanted.time !== '' && !isKnown;
  return (
    <>
      <label class="ui-tool when-other">
        <span>{words.time}</span>
        <input
          id={id}
          class="input"
          type="time"
          required
          value={wanted.time}
          onInput={({ currentTarget: { value } }) => choose({ ...wanted, time: value })}
        />
      </label>
      <p class={isConflict ? 'when-verdict is-warn' : 'when-verdict'} role="status">
        {isConflict ? words.isNotFree : isKnown ? words.isFree : ''}
      </p>
      {isConflict && <Slots slots={nearestTimes(slots, wanted)} choose={choose} />}
    </>
  );
}

type SlotsProps = { slots: readonly SlotView[]; choose(wanted: Wanted): void };

/** Free times as buttons, each with its day. */
export function Slots({ slots, choose }: SlotsProps) {
  const words = useWords(BOOKING_WORDS);
  const { dayAndTime } = useTimes();
  if (slots.length === 0) return null;
  return (
    <div class="when-instead">
      <p>{words.nearest}</p>
      {slots.map(({ startsAt, date, time }) => (
        <button key={startsAt} type="button" class="button" onClick={() => choose({ date, time })}>
          {dayAndTime(startsAt)}
        </button>
      ))}
    </div>
  );
}
