import './faults-view.css';
import { useId, useState } from 'preact/hooks';
import { wordsOf } from '../../ui/connection.ts';
import { type Behaviour, countFaults, FAULT_GROUPS, type Fault, optionInForce } from '../fault-switches.ts';
import type { BehaviourControl } from '../use-behaviours.ts';

/** Switches for every fault around the stack. */
export function FaultsView({ control: { behaviours, behave, reset } }: { control: BehaviourControl }) {
  const [said, setSaid] = useState('');
  if (!behaviours) return <p class="ui-empty">Reading …</p>;

  async function act(work: () => Promise<void>, words: string) {
    setSaid(
      await work().then(
        () => words,
        (error: unknown) => wordsOf(error),
      ),
    );
  }
  return (
    <div class="sections">
      <div class="room-faults-head">
        <p>What you set here holds for all that happens from now on. Then use the phone, and see what becomes of it.</p>
        <button
          type="button"
          class="button"
          disabled={countFaults(behaviours) === 0}
          onClick={() => act(reset, 'Everything is as on a good day.')}
        >
          Reset all
        </button>
        <p class="room-faults-said" role="status">
          {said}
        </p>
      </div>
      {FAULT_GROUPS.filter(({ player }) => behaviours[player]).map(({ player, title, faults }) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          <div class="room-faults-grid">
            {faults.map((fault) => (
              <FaultCard
                key={fault.id}
                fault={fault}
                behaviour={behaviours[player] ?? {}}
                set={(fields, label) => act(() => behave(player, fields), `${fault.title}: ${label}.`)}
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
  const { title, explains, options } = fault;
  const chosen = optionInForce(fault, behaviour);
  const isInForce = chosen !== options[0];
  const isSwitch = options[1]?.label === 'On';
  const choose = (index: number) => {
    const option = options[index];
    if (option) set(option.behaviour, option.label.toLowerCase());
  };
  return (
    <div class={`room-fault ${isInForce ? 'is-in-force' : ''}`}>
      <label for={id}>{title}</label>
      {isSwitch ? (
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
          {!chosen && <option value={-1}>Something else</option>}
          {options.map(({ label }, index) => (
            <option key={label} value={index}>
              {label}
            </option>
          ))}
        </select>
      )}
      <p id={`${id}-why`}>{explains}</p>
    </div>
  );
}
