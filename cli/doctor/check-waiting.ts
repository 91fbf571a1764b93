import * as z from 'zod/mini';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import type { Stack } from '../stack/stack.ts';
import { checking, type Finding, fault, ok, warning } from './check.ts';

const CALL_MS = 15_000;
const DAY_MS = 24 * 60 * 60_000;
/** Today and the six days before, and the day that has begun already east of Greenwich. */
const DAYS = 8;
/** As many as the API lists in one page. */
const LIMIT = '100';

const NOT_TOLD = 'Customers not told';
const QUESTIONS = 'Questions';

/** What an entry of the worklist says about what waits. */
const Entry = z.object({ notTold: z.optional(z.unknown()), questionId: z.optional(z.string()) });
const Page = z.object({ items: z.array(Entry), cursor: z.optional(z.string()) });
type Entry = z.infer<typeof Entry>;

/** All that one day has for a person; `undefined` if the API does not answer as it should: another check says so. */
async function readDay(api: string, apiKey: string, day: string): Promise<Entry[] | undefined> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ day, limit: LIMIT, ...(cursor !== undefined && { cursor }) });
    const response = await fetch(`${api}/worklist?${query}`, {
      headers: { authorization: `Bearer ${apiKey}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(CALL_MS),
    });
    if (!response.ok) return undefined;
    const page = Page.parse(await response.json());
    entries.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}

const count = (many: number, one: string, more: string) => (many === 1 ? `One ${one}` : `${many} ${more}`);

function judgeNotTold(entries: readonly Entry[]): Finding {
  const many = entries.filter(({ notTold }) => notTold !== undefined).length;
  if (many === 0) return ok(NOT_TOLD, 'Each customer of the last seven days knows how their booking stands.');
  const says = `${count(many, 'customer', 'customers')} of the last seven days must be called`;
  return fault(NOT_TOLD, `${says}: GET /worklist?kind=not-told&day= says whom, why, and what to say.`);
}

function judgeQuestions(entries: readonly Entry[]): Finding {
  const many = entries.filter(({ questionId }) => questionId !== undefined).length;
  if (many === 0) return ok(QUESTIONS, 'No customer of the last seven days waits for an answer.');
  const says = count(many, 'customer waits for an answer', 'customers wait for an answer');
  return warning(QUESTIONS, `${says}: GET /worklist?kind=question&day= lists them; answer in the chat.`);
}

/** Checks whether customers of the last seven days wait for a call or an answer. */
export async function checkWaiting({ api, secrets }: Stack): Promise<Finding[]> {
  return checking(NOT_TOLD, async () => {
    const { apiKey } = deriveKeys(await secrets.root());
    const days = Array.from({ length: DAYS }, (_, index) =>
      new Date(Date.now() + (1 - index) * DAY_MS).toISOString().slice(0, 10),
    );
    const read = await Promise.all(days.map((day) => readDay(api, apiKey.current, day)));
    if (read.includes(undefined)) return [];
    const entries = read.flatMap((one) => one ?? []);
    return [judgeNotTold(entries), judgeQuestions(entries)];
  });
}
