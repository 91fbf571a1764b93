import * as z from 'zod/mini';
import { type EmbeddedEngine, EngineRefusal, operationRequest } from './embedded-engine.ts';
import { type EngineAnswer, jsonAnswer } from './engine-answer.ts';
import { type ItemLocks, lockName } from './item-locks.ts';
import type { StreamLog, WriteIntent } from './stream-log.ts';
import { type Change, type Item, isChanged } from './stream-record.ts';
import type { WriteRequest } from './write-request.ts';
import type { WriteRules } from './write-rules.ts';

/** How single items and batches are changed: every change leaves a record in the stream before its write is answered. */
export type ItemWrites = {
  /** Makes a write and gives the engine's answer. Throws if the stream cannot be written; the outcome is then unknown. */
  make(write: WriteRequest, options?: { byTimeToLive?: boolean }): Promise<EngineAnswer>;
  /** Finishes a write that a killed process had begun. To be called before the first write. */
  recover(intent: WriteIntent, intentId: string): Promise<void>;
};

export type ItemWritesOptions = {
  engine: EmbeddedEngine;
  tableName: string;
  log: StreamLog;
  rules: WriteRules;
  locks: ItemLocks;
};

export function createItemWrites({ engine, tableName, log, rules, locks }: ItemWritesOptions): ItemWrites {
  const imagesOf = (items: Item[]) => Promise.all(items.map((keys) => engine.getItem(tableName, keys)));

  const currentImages = ({ items }: WriteIntent) => imagesOf(items.map(({ keys }) => keys));

  const apply = ({ operation, body }: WriteIntent) => engine.ask(operationRequest(operation, body));

  async function makeRecorded(write: WriteRequest, byTimeToLive: boolean): Promise<EngineAnswer> {
    const { operation, body, keys } = write;
    const before = await imagesOf(keys);
    const refusal = await rules.refusal(write, before);
    if (refusal) return refusal;
    const items = keys.map((key, index) => ({ keys: key, ...(before[index] && { before: before[index] }) }));
    const intent: WriteIntent = { operation, body, byTimeToLive, items };
    const intentId = await log.begin(intent);
    const answer = await apply(intent);
    const after = answer.status === 200 ? (imagesTold(intent, answer) ?? (await currentImages(intent))) : before;
    await log.append(changesTo(intent, after), intentId);
    return answer.status === 200 ? answer : withItemAsItIs(answer, write, before[0]);
  }

  return {
    async make(write, { byTimeToLive = false } = {}) {
      try {
        return await locks.hold(write.keys.map(lockName), () => makeRecorded(write, byTimeToLive));
      } catch (error) {
        // The engine would not even look for such a key, so it would not have written it.
        if (error instanceof EngineRefusal) return error.answer;
        throw error;
      }
    },

    async recover(intent, intentId) {
      const changes = changesTo(intent, await currentImages(intent));
      // A killed write may have reached the indexes only: made again, it reaches the items too. A single write
      // whose item did change is complete; a batch holds nothing that matters if it is done twice.
      const isComplete = changes.length === intent.items.length;
      if (!isComplete) await apply(intent);
      await log.append(isComplete ? changes : changesTo(intent, await currentImages(intent)), intentId);
    },
  };
}

/** What became of the intent's items, given their images now in the same order. */
const changesTo = ({ items, byTimeToLive }: WriteIntent, after: (Item | undefined)[]): Change[] =>
  items
    .map(({ keys, before }, index) => ({ keys, before, after: after[index], byTimeToLive }))
    .filter((change) => isChanged(change.before, change.after));

const OldItemAsked = z.object({ ReturnValuesOnConditionCheckFailure: z.literal('ALL_OLD') });
const Refusal = z.looseObject({ __type: z.string() });

/** A refusal for a failed condition with the item in it, where the request asks for that: the engine does not know it. */
function withItemAsItIs(refusal: EngineAnswer, { body }: WriteRequest, item: Item | undefined): EngineAnswer {
  const content = Refusal.parse(JSON.parse(refusal.body));
  const isConditional = content.__type.endsWith('#ConditionalCheckFailedException');
  if (!item || !isConditional || !OldItemAsked.safeParse(JSON.parse(body)).success) return refusal;
  return jsonAnswer(refusal.status, { ...content, Item: item });
}

const NewImageAsked = z.object({ ReturnValues: z.literal('ALL_NEW') });
// As in the engine's other answers, the attribute values are its own.
const NewImage = z.object({ Attributes: z.record(z.string(), z.custom<Item[string]>()) });

/** The images a successful write left behind, where request and answer tell: then they need not be read. */
function imagesTold({ operation, body }: WriteIntent, answer: EngineAnswer): (Item | undefined)[] | undefined {
  if (operation === 'DeleteItem') return [undefined];
  if (operation !== 'UpdateItem' || !NewImageAsked.safeParse(JSON.parse(body)).success) return undefined;
  return [NewImage.parse(JSON.parse(answer.body)).Attributes];
}
