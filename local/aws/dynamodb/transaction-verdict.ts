import * as z from 'zod/mini';
import { type EngineAnswer, jsonAnswer, validationAnswer } from './engine-answer.ts';
import { itemFault, updatedItemFault } from './item-rules.ts';
import { itemBytes } from './item-size.ts';
import type { ItemTrials } from './item-trials.ts';
import type { Item } from './stream-record.ts';
import type { TableDefinition } from './table-definition.ts';
import type { TransactionAction } from './transaction-request.ts';

/** The refusal of a transaction, or each item as it would leave it, in the order of its actions. */
export type Verdict = { refusal: EngineAnswer } | { after: (Item | undefined)[] };

type Reason = { Code: string; Message?: string; Item?: Item };
type Outcome = { invalid: EngineAnswer } | { reason: Reason } | { after: Item | undefined };

const MOST_BYTES = 4 * 1024 * 1024;

/**
 * What is only found out with the item at hand cancels a transaction; all else makes the request invalid.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (cancellation reasons)
 */
const OF_AN_ITEM = [/^One or more parameter values were invalid/];
const OF_AN_UPDATE = [
  ...OF_AN_ITEM,
  /^Item size to update has exceeded/,
  /^Nesting Levels have exceeded/,
  /^Number overflow/,
  /^Type mismatch for attribute to update/,
  /^The document path provided in the update expression is invalid/,
  /^The provided expression refers to an attribute that does not exist/,
  /^An operand in the update expression has an incorrect data type/,
  /^The update expression attempted to update the secondary index key/,
];

const Refusal = z.object({ __type: z.string(), message: z.string() });

function faultIn({ operation }: TransactionAction, message: string): Outcome {
  const patterns = operation === 'UpdateItem' ? OF_AN_UPDATE : OF_AN_ITEM;
  return patterns.some((pattern) => pattern.test(message))
    ? { reason: { Code: 'ValidationError', Message: message } }
    : { invalid: validationAnswer(message) };
}

function refusedBy(answer: EngineAnswer, action: TransactionAction, before: Item | undefined): Outcome {
  const refusal = Refusal.safeParse(JSON.parse(answer.body));
  if (!refusal.success) return { invalid: answer };
  const { __type, message } = refusal.data;
  if (__type.endsWith('#ConditionalCheckFailedException')) {
    const Item = action.showsItem && before ? { Item: before } : {};
    return { reason: { Code: 'ConditionalCheckFailed', Message: message, ...Item } };
  }
  return __type.endsWith('#ValidationException') ? faultIn(action, message) : { invalid: answer };
}

const Put = z.object({
  Item: z.record(
    z.string(),
    z.custom<Item[string]>((value) => value instanceof Object),
  ),
});

/** Judges a transaction by what each of its actions would do to a copy of its item as it is now. */
export async function judge(
  actions: TransactionAction[],
  before: (Item | undefined)[],
  { trials, definition }: { trials: ItemTrials; definition: TableDefinition },
): Promise<Verdict> {
  async function outcomeOf(action: TransactionAction, was: Item | undefined): Promise<Outcome> {
    const { operation, input, keys, isCheck } = action;
    const fault = operation === 'PutItem' ? itemFault(Put.parse(input).Item, definition) : undefined;
    if (fault !== undefined) return faultIn(action, fault);
    const { answer, after } = await trials.run({ operation, input, keys, before: was });
    if (answer.status !== 200) return refusedBy(answer, action, was);
    const newFault = operation === 'UpdateItem' && after ? updatedItemFault(after, definition) : undefined;
    if (newFault !== undefined) return faultIn(action, newFault);
    return { after: isCheck ? was : after };
  }

  const outcomes = await Promise.all(actions.map((action, place) => outcomeOf(action, before[place])));
  const invalid = outcomes.find((outcome) => 'invalid' in outcome);
  if (invalid) return { refusal: invalid.invalid };
  if (outcomes.some((outcome) => 'reason' in outcome)) return { refusal: cancelled(outcomes) };
  const after = outcomes.map((outcome) => ('after' in outcome ? outcome.after : undefined));
  const bytes = after.reduce((sum, item, place) => sum + itemBytes(item ?? before[place] ?? {}), 0);
  return bytes > MOST_BYTES
    ? { refusal: validationAnswer(`Transaction payload size cannot exceed 4MB. Payload Size: ${bytes}`) }
    : { after };
}

function cancelled(outcomes: Outcome[]): EngineAnswer {
  const reasons = outcomes.map((outcome): Reason => ('reason' in outcome ? outcome.reason : { Code: 'None' }));
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return jsonAnswer(400, {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons: reasons,
  });
}
