import { useId } from 'preact/hooks';
import { useSession } from '../../ui/console-session.ts';
import type { DeskContract, DeskService } from '../../ui/desk-contract.ts';
import { useLanguage, useWords } from '../../ui/words/language.ts';
import { BOOKING_WORDS } from './words.ts';

/** A service's title in the language of the desk, else in the business's own. */
export function titleIn({ title, id }: Pick<DeskService, 'title' | 'id'>, language: string, own = ''): string {
  const tag = Object.keys(title).find((one) => one.split(/[-_]/)[0] === language) ?? own;
  return title[tag] ?? Object.values(title)[0] ?? id;
}

/** Of whom a service can be had, as people know them. */
export const choicesOf = (service: string, { services, resources }: DeskContract) => {
  const ids = services.find(({ id }) => id === service)?.resources ?? [];
  return ids.flatMap((id) => resources.find((one) => one.id === id) ?? []);
};

type ServiceChoiceProps = { value: string; choose(service: string): void };

/** All services with their length: one is chosen by one press. */
export function ServiceChoice({ value, choose }: ServiceChoiceProps) {
  const words = useWords(BOOKING_WORDS);
  const language = useLanguage();
  const { contract } = useSession();
  const name = useId();
  return (
    <fieldset class="booking-services">
      <legend>{words.service}</legend>
      {contract.services.map((service) => (
        <label key={service.id} class="booking-choice">
          <input type="radio" name={name} required checked={service.id === value} onChange={() => choose(service.id)} />
          <span>
            {titleIn(service, language, contract.languages[0])} <small>{words.minutes(service.minutes)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The same in one line, for a booking whose service is known as a rule. */
export function ServiceSelect({ value, choose }: ServiceChoiceProps) {
  const words = useWords(BOOKING_WORDS);
  const language = useLanguage();
  const { contract } = useSession();
  if (contract.services.length === 0) return null;
  return (
    <label class="ui-tool">
      <span>{words.service}</span>
      <select class="input" required value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {value === '' && <option value="" />}
        {contract.services.map((service) => (
          <option key={service.id} value={service.id}>
            {titleIn(service, language, contract.languages[0])}
          </option>
        ))}
      </select>
    </label>
  );
}

type ResourceChoiceProps = {
  service: string;
  value: string | undefined;
  /** Whether it may be anybody who gives the service. */
  mayBeAnybody: boolean;
  choose(resource: string | undefined): void;
};

/** With whom; nothing where there is nobody to choose. */
export function ResourceChoice({ service, value, mayBeAnybody, choose }: ResourceChoiceProps) {
  const words = useWords(BOOKING_WORDS);
  const { contract } = useSession();
  const choices = choicesOf(service, contract);
  if (choices.length < 2) return null;
  return (
    <label class="ui-tool">
      <span>{words.resource}</span>
      <select
        class="input"
        value={value ?? ''}
        onChange={({ currentTarget: { value: chosen } }) => choose(chosen === '' ? undefined : chosen)}
      >
        {mayBeAnybody && <option value="">{words.anybody}</option>}
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
