import { consentOf } from '../../domain/customer/customer.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { readPerson } from '../../store/customer/chats.ts';
import { writeChatTombstone } from '../../store/customer/erased-chats.ts';
import { removeEntries } from '../../store/customer/name-index.ts';
import { chatKey } from '../../store/table/keys.ts';
import { type ErasureRun, eachInTime } from './erasure-run.ts';

/** The person may say something in the meantime; each time, all is read again. */
const TRIES = 5;

/** Blanks the person's chats as they are now; `false` if there was too little time, or somebody wrote meanwhile. */
async function eraseAsSeen(run: ErasureRun): Promise<boolean> {
  const { table, asked, erasedAt, erased } = run;
  const person = await readPerson(table, asked);
  const consent = consentOf([...person.values()].filter((chat) => chat !== undefined));
  let areUnchanged = true;
  async function erase(address: ChatId): Promise<void> {
    const seen = person.get(address);
    await removeEntries(table, await chatKey(table, address), seen?.foundAs);
    const isWritten = await writeChatTombstone(table, address, seen, consent, erasedAt);
    if (isWritten && seen?.chatId) erased.chats += 1;
    areUnchanged &&= isWritten;
  }
  const others = [...person.keys()].filter((address) => address !== asked);
  const areDone = (await eachInTime(run, others, erase)) && areUnchanged && (await eachInTime(run, [asked], erase));
  return areDone && areUnchanged;
}

/**
 * Blanks what is known under the person's addresses, the one asked for last: it links the others. What they last said
 * of wanting messages stays at each.
 */
export async function eraseChats(run: ErasureRun): Promise<boolean> {
  for (let count = 1; count <= TRIES && run.hasTime(); count++) if (await eraseAsSeen(run)) return true;
  return false;
}
