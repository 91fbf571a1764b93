import { setTimeout as wait } from 'node:timers/promises';
import pMap from 'p-map';
import * as z from 'zod/mini';
import type { CallApi } from '../stack-api.ts';
import type { MadeUpChat } from './made-up-chats.ts';

const AT_ONCE = 4;
const ROUNDS = 5;
const PAUSE_MS = 500;

const Erasure = z.object({ complete: z.boolean() });

/** Erases all that the stack keeps of made-up customers. Answers whom it could not erase. */
export async function eraseChats(call: CallApi, chats: readonly MadeUpChat[]): Promise<MadeUpChat[]> {
  async function leftOf(chat: MadeUpChat): Promise<MadeUpChat[]> {
    const answer = await call({ method: 'DELETE', path: `/customers?chatId=${encodeURIComponent(chat.chatId)}` });
    return answer?.isOk && Erasure.safeParse(answer.json).data?.complete ? [] : [chat];
  }
  let left = [...chats];
  for (let round = 0; round < ROUNDS && left.length > 0; round++) {
    if (round > 0) await wait(PAUSE_MS);
    left = (await pMap(left, leftOf, { concurrency: AT_ONCE })).flat();
  }
  return left;
}
