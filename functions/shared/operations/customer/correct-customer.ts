import type { Contract } from '../../contract/contract.ts';
import type { AskedCorrection } from '../../domain/customer/correction.ts';
import { type Chat, correctedName } from '../../domain/customer/customer.ts';
import { type FoundCustomer, revisionOf } from '../../domain/customer/found-customer.ts';
import { correctedNames } from '../../domain/customer/known-names.ts';
import { addressOf, type Person } from '../../domain/customer/person.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { DAY_MS, later, now } from '../../domain/time/instant.ts';
import { noteChanges } from '../../store/channel/changes.ts';
import { correctLanguage, readPerson } from '../../store/customer/chats.ts';
import { writeNamesOfChat } from '../../store/customer/name-index.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { type FindContext, findByAddress } from './find-by-address.ts';

type CorrectionContext = FindContext & { contract: Pick<Contract, 'languages' | 'retention'> };

/** Who corrects, and the revision that they had seen; without it they do not mind what came since. */
export type Correcting = { actor: Actor; expected?: number | undefined };

async function mustFind(context: CorrectionContext, chatId: ChatId): Promise<FoundCustomer> {
  const customer = await findByAddress(context, chatId);
  if (!customer) throw new Refusal('not-found', 'There is no customer with this address.');
  return customer;
}

const chatsOf = (person: Person): Chat[] => [...person.values()].filter((chat) => chat !== undefined);

/** Throws Refusal `changed-meanwhile` if staff corrected the person since. */
function checkCorrections(person: Person, expected: number | undefined): void {
  const revision = revisionOf(chatsOf(person));
  if (expected === undefined || expected === revision) return;
  throw new Refusal('changed-meanwhile', 'Somebody corrected this customer since you read it: read it again.', {
    revision,
  });
}

/** Whether anything was written: a repeat finds that all is as it asks for. */
type Written = boolean | typeof LOST;

/** Gives one address the new name, and takes the former ones from all others of the person. */
async function writeName(
  { table, contract }: CorrectionContext,
  asked: ChatId,
  name: string,
  { actor, expected }: Correcting,
): Promise<Written> {
  const person = await readPerson(table, asked);
  const shownBy = addressOf(person, asked);
  const { foundAs: seen, corrections } = person.get(shownBy) ?? {};
  const others = [...person].filter(([chatId, chat]) => chatId !== shownBy && (chat?.foundAs?.names.length ?? 0) > 0);
  const isFoundByIt = seen?.names.length === 1 && seen.names[0] === name && others.length === 0;
  if (isFoundByIt && correctedName(chatsOf(person))?.name === name) return false;
  checkCorrections(person, expected);
  const at = now();
  const until = later(at, contract.retention.invitationDays * DAY_MS);
  for (const [chatId, chat] of others) {
    const change = { seen: chat?.foundAs, names: correctedNames(chat?.foundAs, { names: [], at, until }) };
    if (!(await writeNamesOfChat(table, chatId, change, { heardAt: at, now: at }))) return LOST;
  }
  const change = { seen, names: correctedNames(seen, { names: [name], at, until }) };
  const corrected = { name, actor, corrections };
  const isWritten = await writeNamesOfChat(table, shownBy, change, { heardAt: at, now: at, corrected });
  return isWritten || LOST;
}

/** Corrects the name, and returns whether anything was written. */
const correctName = (
  context: CorrectionContext,
  chatId: ChatId,
  name: string,
  correcting: Correcting,
): Promise<boolean> => untilWritten(() => writeName(context, chatId, name, correcting));

/**
 * Corrects the language in which the person is written to, at all of their addresses: the most recent one decides. The
 * address that they are found by goes first, so that of two who saw the same one is refused. Returns whether anything was
 * written.
 */
function writeLanguage(
  { table }: CorrectionContext,
  asked: ChatId,
  language: string,
  { actor, expected }: Correcting,
): Promise<boolean> {
  let hasWritten = false;
  return untilWritten(async () => {
    const person = await readPerson(table, asked);
    const shownBy = addressOf(person, asked);
    const known = [...person].filter(([, chat]) => chat?.chatId).map(([chatId]) => chatId);
    const others = [...new Set([shownBy, ...known])].filter((chatId) => person.get(chatId)?.language !== language);
    if (others.length === 0) return hasWritten;
    if (!hasWritten) checkCorrections(person, expected);
    for (const chatId of others) {
      const seen = person.get(chatId)?.corrections;
      if (!(await correctLanguage(table, chatId, language, { actor, at: now() }, seen))) return LOST;
      hasWritten = true;
    }
    return hasWritten;
  });
}

/**
 * Corrects the name or the language of a customer, and lets open desks know. From then on they are found by this name
 * alone, until they book under another one. A repeat changes nothing more. Throws Refusal `not-found` if nobody is known
 * under the address, `changed-meanwhile` if staff corrected them since, and `Contention` if others keep writing.
 */
export async function correctCustomer(
  context: CorrectionContext,
  chatId: ChatId,
  { name, language }: AskedCorrection,
  { actor, expected }: Correcting,
): Promise<FoundCustomer> {
  await mustFind(context, chatId);
  const isNamed = name !== undefined && (await correctName(context, chatId, name, { actor, expected }));
  // What this request wrote itself is no conflict.
  const correcting = isNamed ? { actor } : { actor, expected };
  const isSpoken = language !== undefined && (await writeLanguage(context, chatId, language, correcting));
  if (isNamed || isSpoken) await noteChanges(context.table);
  return mustFind(context, chatId);
}
