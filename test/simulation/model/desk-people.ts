import { hash } from 'node:crypto';
import type { Dice } from '../engine/dice.ts';
import type { TableModel } from './table-model.ts';

/** Who asks for something at the desk: with the stack's own key, or with one in their name. */
export type Asker = { kind: 'owner' } | { kind: 'key'; keyId: string; holder: string };

const ID = '5109a1f00d27';
/** The name stands in histories, events and answers, and in no log. */
const HOLDER = 'Qwzeb Holder';
const KEY = `apf_${ID}_${'Q7'.repeat(21)}w`;

/** What no log may hold of them. */
export const STAFF_TEXTS: readonly string[] = [HOLDER, KEY];

const ANA: Asker = { kind: 'key', keyId: `key-${ID}`, holder: HOLDER };
const OWNER: Asker = { kind: 'owner' };

/** Puts the key of a member of staff into the table, as the owner once made it. */
export function hireStaff(table: TableModel, channelId: string, createdAt: string): void {
  const Item = {
    pk: `key#${channelId}#key-${ID}`,
    type: 'named-key',
    channelId,
    keyId: `key-${ID}`,
    holder: HOLDER,
    role: 'desk',
    createdAt,
    createdBy: OWNER,
    keyHash: hash('sha256', KEY, 'base64url'),
  };
  table.execute('PutCommand', { TableName: 'table', Item });
}

/** Half of what is asked for at the desk comes from each of the two. */
export const askerBy = (dice: Dice): Asker => (dice.chance(0.5) ? ANA : OWNER);

/** The key that somebody asks with. */
export const keyOf = ({ kind }: Asker, ownKey: string): string => (kind === 'key' ? KEY : ownKey);
