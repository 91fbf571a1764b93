import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** A campaign's webhooks and a desk at work take some dozens at once. */
const ENOUGH_FOR_OTHERS = 50;
/** What AWS gives accounts that are not new. */
const USUAL = 1_000;

const HOW_TO_ASK =
  `Ask AWS for ${USUAL.toLocaleString('en')}, which costs nothing: Service Quotas, AWS Lambda, "Concurrent executions", or "aws service-quotas ` +
  `request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${USUAL}".`;

/** How many functions the account runs at once in this region, but for those reserved for other stacks. Throws AWS's errors. */
export async function readFunctionsAtOnce(client: LambdaClient): Promise<number | undefined> {
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
  return AccountLimit?.UnreservedConcurrentExecutions;
}

/** Whether an account has room for the stack, and a sentence that says what will happen. */
export type Room = { isEnough: boolean; says: string };

/** What follows from how many functions the account runs at once, of which the stack's own work takes `own` at most. */
export function roomFor(own: number, limit: number): Room {
  const runs = `The account runs ${limit.toLocaleString('en')} functions at once in this region`;
  if (limit >= own + ENOUGH_FOR_OTHERS) {
    const isLittle = own < ENOUGH_FOR_OTHERS / 2 && limit >= USUAL;
    const more = isLittle ? ' With "concurrency": "standard" in the contract, campaigns go out faster.' : '';
    return { isEnough: true, says: `${runs}; the stack's own work takes ${own} of them at most.${more}` };
  }
  const left = Math.max(0, limit - own);
  const says =
    `${runs}, for webhooks, calendar, desks, API and the stack's own work. That work takes up to ${own} while something ` +
    `waits in its queues, and leaves ${left === 0 ? 'none' : left}. AWS refuses webhooks for which there is no room: the ` +
    `provider repeats them later, and may disable their URL. ${HOW_TO_ASK}`;
  return { isEnough: false, says };
}
