import type { Contract } from '../../contract/contract.ts';
import type { AskedCorrection } from '../../domain/customer/correction.ts';
import type { FoundCustomer } from '../../domain/customer/found-customer.ts';
import { correctedNames } from '../../domain/customer/known-names.ts';
import { addressOf } from '../../domain/customer/person.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { DAY_MS, later, now } from '../../domain/time/instant.ts';
import { correctLanguage, readPerson } from '../../store/customer/chats.ts';
import { writeNamesOfChat } from '../../store/customer/name-index.ts';
import { Contention, pauseAfter, TRIES } from '../../store/table/lost-race.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { type FindContext, findByAddress } from './find-by-address.ts';

type CorrectionContext = FindContext & { contract: Pick<Contract, 'languages' | 'retention'> };

const unknown = () => new Refusal('not-found', 'There is no customer with this address.');

/** Gives one address the new name, and takes the former ones from all others of the person; `false` after a lost race. */
async function writeName(
  { table, contract }: CorrectionContext,
  asked: ChatId,
  name: string,
  actor: Actor,
): Promise<boolean> {
  const person = await readPerson(table, asked);
  const at = now();
  const until = later(at, contract.retention.invitationDays * DAY_MS);
  const shownBy = addressOf(person, asked);
  const others = [...person].filter(([chatId, chat]) => chatId !== shownBy && (chat?.foundAs?.names.length ?? 0) > 0);
  for (const [chatId, chat] of others) {
    const change = { seen: chat?.foundAs, names: correctedNames(chat?.foundAs, { names: [], at, until }) };
    if (!(await writeNamesOfChat(table, chatId, change, { heardAt: at, now: at }))) return false;
  }
  const seen = person.get(shownBy)?.foundAs;
  const change = { seen, names: correctedNames(seen, { names: [name], at, until }) };
  return writeNamesOfChat(table, shownBy, change, { heardAt: at, now: at, corrected: { name, actor } });
}

async function correctName(context: CorrectionContext, chatId: ChatId, name: string, actor: Actor): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (await writeName(context, chatId, name, actor)) return;
    await pauseAfter(attempt);
  }
  throw new Contention('The names of this customer are written by too many at once.');
}

/** The language in which the person is written to, at all of their addresses: the most recent one decides. */
async function writeLanguage(table: CustomerTable, asked: ChatId, language: string, actor: Actor): Promise<void> {
  const person = await readPerson(table, asked);
  const known = [...person].flatMap(([chatId, chat]) => (chat?.chatId ? [chatId] : []));
  const correction = { actor, at: now() };
  for (const chatId of known.length > 0 ? known : [asked]) await correctLanguage(table, chatId, language, correction);
}

/**
 * Corrects the name or the language of a customer. From then on they are found by this name alone, until they book under
 * another one. A repeat changes nothing more. Throws Refusal `not-found` if nobody is known under the address.
 */
export async function correctCustomer(
  context: CorrectionContext,
  chatId: ChatId,
  { name, language }: AskedCorrection,
  actor: Actor,
): Promise<FoundCustomer> {
  if (!(await findByAddress(context, chatId))) throw unknown();
  if (name !== undefined) await correctName(context, chatId, name, actor);
  if (language !== undefined) await writeLanguage(context.table, chatId, language, actor);
  const corrected = await findByAddress(context, chatId);
  if (!corrected) throw unknown();
  return corrected;
}
