import './funnel.css';
import type { Figures } from '../../../functions/shared/domain/figures/figures.ts';
import { useTimes } from '../../ui/use-times.ts';
import { useWords } from '../../ui/words/language.ts';
import { knownStages, partOf } from './stages.ts';
import { FIGURES_WORDS } from './words.ts';

/** How far the invitations got, stage by stage, and what else became of bookings. */
export function Funnel({ figures }: { figures: Figures }) {
  const words = useWords(FIGURES_WORDS);
  const { locale } = useTimes();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return (
    <>
      <ol class="funnel">
        {knownStages(figures).map((stage) => {
          const part = partOf(figures, stage);
          return (
            <li key={stage}>
              <span>{words.stages[stage]}</span>
              <span class="funnel-bar" aria-hidden="true">
                <span style={{ inlineSize: `${100 * part}%` }} />
              </span>
              <strong>{figures[stage]}</strong>
              <span class="funnel-part">
                <span aria-hidden="true">{percent.format(part)}</span>
                <span class="spoken">{words.ofInvited(percent.format(part))}</span>
              </span>
            </li>
          );
        })}
      </ol>
      <dl class="funnel-more">
        {[
          [words.cancelled, figures.cancelled],
          [words.noShow, figures.noShow],
          [words.byHand, figures.byHand.booked],
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
