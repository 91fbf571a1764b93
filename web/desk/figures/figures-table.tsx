import './figures-table.css';
import type { Figures } from '../../../functions/shared/domain/figures/figures.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { knownStages, partOf } from './stages.ts';
import { FIGURES_WORDS } from './words.ts';

export type FiguresRow = { key: string; name: string; figures: Figures };

/** `label`: what the table shows, for those who hear it. `total` decides which stages have a column. */
type FiguresTableProps = { label: string; head: string; rows: readonly FiguresRow[]; total: Figures };

/** Figures in rows: it scrolls sideways where there is little room. */
export function FiguresTable({ label, head, rows, total }: FiguresTableProps) {
  const words = useWords(FIGURES_WORDS);
  const { locale } = useTimes();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const stages = knownStages(total);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="figures-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {stages.map((stage) => (
              <th key={stage} scope="col">
                {words.stages[stage]}
              </th>
            ))}
            <th scope="col">{words.rate}</th>
            <th scope="col">{words.cancelled}</th>
            <th scope="col">{words.noShow}</th>
            <th scope="col">{words.byHand}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figures }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {stages.map((stage) => (
                <td key={stage}>{figures[stage]}</td>
              ))}
              <td>{figures.invited === 0 ? '–' : percent.format(partOf(figures, 'booked'))}</td>
              <td>{figures.cancelled}</td>
              <td>{figures.noShow}</td>
              <td>{figures.byHand.booked}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
