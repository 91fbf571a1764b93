import { useState } from 'preact/hooks';
import { DIMENSIONS, type Dimension } from '../../../functions/shared/domain/figures/figures.ts';
import { InvitationSource } from '../../../functions/shared/domain/invitation/invitation-source.ts';
import type { Statistics } from '../../../functions/shared/http/answers/statistics.ts';
import { useSession } from '../../ui/console-session.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useLanguage, useWords } from '../../ui/words/language.ts';
import { titleIn } from '../booking/service-choice.tsx';
import { FiguresTable } from './figures-table.tsx';
import { FIGURES_WORDS } from './words.ts';

/** How the values of a dimension are called, for people. */
function useNames(): Record<Dimension, (value: string) => string> {
  const { contract } = useSession();
  const { sources } = useWords(FIGURES_WORDS);
  const language = useLanguage();
  const { locale } = useTimes();
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  return {
    services: (value) => {
      const service = contract.services.find(({ id }) => id === value);
      return service ? titleIn(service, language, contract.languages[0]) : value;
    },
    resources: (value) => contract.resources.find(({ id }) => id === value)?.name ?? value,
    languages: (value) => languages.of(value) ?? value,
    sources: (value) => {
      const source = InvitationSource.safeParse(value);
      return source.success ? sources[source.data] : value;
    },
  };
}

/** A dimension in which nothing is told apart says nothing. */
const saysSomething = (statistics: Statistics, dimension: Dimension): boolean =>
  statistics[dimension].some(({ value }) => value !== undefined);

/** The figures by service, person, language or source, whichever is chosen. */
export function ByDimension({ statistics }: { statistics: Statistics }) {
  const words = useWords(FIGURES_WORDS);
  const names = useNames();
  const offered = DIMENSIONS.filter((dimension) => saysSomething(statistics, dimension));
  const [chosen, choose] = useState<Dimension>('services');
  const shown = offered.includes(chosen) ? chosen : offered[0];
  if (!shown) return null;
  const rows = statistics[shown].map(({ value, figures }) => ({
    key: value ?? '',
    name: value === undefined ? words.rest : names[shown](value),
    figures,
  }));
  return (
    <section class="figures-dimension">
      <fieldset class="choices">
        <legend>{words.by}</legend>
        {offered.map((dimension) => (
          <button
            key={dimension}
            type="button"
            class="button"
            aria-pressed={dimension === shown}
            onClick={() => choose(dimension)}
          >
            {words.dimensions[dimension]}
          </button>
        ))}
      </fieldset>
      <FiguresTable
        label={words.dimensions[shown]}
        head={words.dimensions[shown]}
        rows={rows}
        total={statistics.total}
      />
    </section>
  );
}
