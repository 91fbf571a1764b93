import './faults-view.css';
import { useId, useState } from 'preact/hooks';
import { Reading } from '../../ui/states.tsx';
import { useFaultSentence } from '../../ui/use-fault-sentence.ts';
import { useWords } from '../../ui/words/language.ts';
import {
  type Behaviour,
  countFaults,
  FAULT_GROUPS,
  type Fault,
  isSwitch,
  type OptionOf,
  optionInForce,
} from '../fault-switches.ts';
import { FAULT_WORDS, optionName } from '../fault-words.ts';
import type { BehaviourControl } from '../use-behaviours.ts';

/** Switches for every fault around the stack. */
export function FaultsView({ control: { behaviours, behave, reset } }: { control: BehaviourControl }) {
  const words = useWords(FAULT_WORDS);
  const [said, setSaid] = useState('');
  const faultSentence = useFaultSentence();
  if (!behaviours) return <Reading />;

  async function act(work: () => Promise<void>, sentence: string) {
    setSaid(
      await work().then(
        () => sentence,
        (error: unknown) => faultSentence(error),
      ),
    );
  }
  return (
    <div class="sections">
      <div class="room-faults-head">
        <p>{words.intro}</p>
        <button
          type="button"
          class="button"
          disabled={countFaults(behaviours) === 0}
          onClick={() => act(reset, words.isReset)}
        >
          {words.reset}
        </button>
        <p class="room-faults-said" role="status">
          {said}
        </p>
      </div>
      {FAULT_GROUPS.filter(({ player }) => behaviours[player]).map(({ id, player, faults }) => (
        <section key={id} aria-label={words.groups[id]}>
          <h3>{words.groups[id]}</h3>
          <div class="room-faults-grid">
            {faults.map((fault) => (
              <FaultCard
                key={fault.id}
                fault={fault}
                behaviour={behaviours[player] ?? {}}
                set={(fields, label) =>
                  act(() => behave(player, fields), `${words.faults[fault.id].title}: ${label.toLowerCase()}.`)
                }
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

type FaultCardProps = { fault: Fault; behaviour: Behaviour; set(fields: Behaviour, label: string): void };

function FaultCard({ fault, behaviour, set }: FaultCardProps) {
  const id = useId();
  const words = useWords(FAULT_WORDS);
  const { title, explains } = words.faults[fault.id];
  const options: readonly OptionOf<Fault>[] = fault.options;
  const chosen = optionInForce(fault, behaviour);
  const isInForce = chosen !== options[0];
  const choose = (index: number) => {
    const option = options[index];
    if (option) set(option.behaviour, optionName(fault, option, words));
  };
  return (
    <div class={`room-fault ${isInForce ? 'is-in-force' : ''}`}>
      <label for={id}>{title}</label>
      {isSwitch(fault) ? (
        <input
          id={id}
          class="room-switch"
          type="checkbox"
          role="switch"
          aria-describedby={`${id}-why`}
          aria-checked={isInForce}
          checked={isInForce}
          onChange={({ currentTarget }) => choose(currentTarget.checked ? 1 : 0)}
        />
      ) : (
        <select
          id={id}
          class="input"
          aria-describedby={`${id}-why`}
          value={chosen ? options.indexOf(chosen) : -1}
          onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
        >
          {!chosen && <option value={-1}>{words.somethingElse}</option>}
          {options.map((option, index) => (
            <option key={option.id} value={index}>
              {optionName(fault, option, words)}
            </option>
          ))}
        </select>
      )}
      <p id={`${id}-why`}>{explains}</p>
    </div>
  );
}
