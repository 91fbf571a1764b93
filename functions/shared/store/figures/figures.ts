import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DayFigures } from '../../domain/figures/figures.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import { DAY_MS, epochSeconds, later } from '../../domain/time/instant.ts';
import { readManyItems } from '../table/items.ts';
import { figuresKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** This year can be compared with the last one, whatever becomes of its invitations. */
const KEPT_DAYS = 800;

/** The figures of some days, as far as they were ever counted, by date. */
export async function readFigures(table: Table, dates: readonly LocalDate[]): Promise<Map<LocalDate, DayFigures>> {
  const items = await readManyItems(
    table,
    dates.map((date) => figuresKey(table.channelId, date).pk),
  );
  const figures = [...items.values()].map((item) => DayFigures.parse(item));
  return new Map(figures.map((day) => [day.date, day]));
}

/** Stores what was counted, unless somebody began to count the day later. */
export async function writeFigures(table: Table, figures: DayFigures): Promise<void> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...figuresKey(table.channelId, figures.date),
      type: 'figures',
      ...figures,
      expiresAt: epochSeconds(later(figures.countedAt, KEPT_DAYS * DAY_MS)),
    },
    ConditionExpression: 'attribute_not_exists(pk) OR countedAt < :countedAt',
    ExpressionAttributeValues: { ':countedAt': figures.countedAt },
  });
  await ifConditionHeld(table.client.send(put));
}
