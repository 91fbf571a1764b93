import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { Icon } from '../../ui/icon.tsx';
import { duration } from '../../ui/times.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { useTimes } from '../../ui/use-times.ts';
import { Tag } from '../../ui/views/tag.tsx';
import { useWords } from '../../ui/words/language.ts';
import { room } from '../local-session.ts';
import { NotThere } from './entries.tsx';
import { INSIDE_WORDS } from './words.ts';

const Summary = z.object({
  name: z.string(),
  runs: z.number(),
  failures: z.number(),
  lastAt: z.string(),
  averageMs: z.number(),
});
type Summary = z.infer<typeof Summary>;

const Run = z.object({
  requestId: z.string(),
  at: z.string(),
  durationMs: z.number(),
  status: z.string(),
  cause: z.string(),
  httpStatus: z.optional(z.number()),
});
const Runs = z.object({ runs: z.array(Run), log: z.string() });

/** All functions with recent runs; one of them with its runs and its log. */
export function FunctionsView() {
  const [chosen, setChosen] = useState<string>();
  return chosen === undefined ? (
    <Summaries choose={setChosen} />
  ) : (
    <FunctionRuns name={chosen} back={() => setChosen(undefined)} />
  );
}

function Summaries({ choose }: { choose(name: string): void }) {
  const times = useTimes();
  const { functionsLately, columns } = useWords(INSIDE_WORDS);
  const list = useLoaded('functions', () => room.get(z.array(Summary), '/inside/functions'));
  if (!list.value) return <NotThere list={list} />;
  const byName = list.value.toSorted((a: Summary, b: Summary) => (a.name < b.name ? -1 : 1));
  return (
    <div class="room-inside">
      <table class="ui-table">
        <caption class="spoken">{functionsLately}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.function}</th>
            <th scope="col">{columns.runs}</th>
            <th scope="col">{columns.failed}</th>
            <th scope="col">{columns.takes}</th>
            <th scope="col">{columns.last}</th>
          </tr>
        </thead>
        <tbody>
          {byName.map(({ name, runs, failures, averageMs, lastAt }) => (
            <tr key={name}>
              <th scope="row">
                <button type="button" class="ui-link" onClick={() => choose(name)}>
                  {name}
                </button>
              </th>
              <td class="room-number">{runs}</td>
              <td class="room-number">{failures > 0 ? <Tag tone="bad">{`${failures}`}</Tag> : '0'}</td>
              <td class="room-number">{duration(averageMs)}</td>
              <td class="room-number">{times.exactTime(lastAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FunctionRuns({ name, back }: { name: string; back(): void }) {
  const times = useTimes();
  const words = useWords(INSIDE_WORDS);
  const { columns } = words;
  const list = useLoaded(name, () => room.get(Runs, `/inside/functions/${name}`));
  const { value } = list;
  return (
    <div class="room-inside">
      <p>
        <button type="button" class="ui-link ui-back" onClick={back}>
          <Icon name="arrow-left" /> {words.allFunctions}
        </button>
      </p>
      <h3>{name}</h3>
      {!value && <NotThere list={list} />}
      {value && (
        <table class="ui-table">
          <caption class="spoken">{words.latestRuns(name)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.at}</th>
              <th scope="col">{columns.because}</th>
              <th scope="col">{columns.took}</th>
              <th scope="col">{columns.ended}</th>
            </tr>
          </thead>
          <tbody>
            {value.runs.map(({ requestId, at, cause, durationMs, status, httpStatus }) => (
              <tr key={requestId}>
                <th scope="row" class="room-number">
                  {times.exactTime(at)}
                </th>
                <td>{words.causes[cause] ?? cause}</td>
                <td class="room-number">{duration(durationMs)}</td>
                <td>
                  <Tag
                    tone={status === 'success' ? 'good' : 'bad'}
                  >{`${httpStatus ?? words.statuses[status] ?? status}`}</Tag>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {value && (
        <>
          <h3>{words.log}</h3>
          <pre class="room-log code">{value.log}</pre>
        </>
      )}
    </div>
  );
}
