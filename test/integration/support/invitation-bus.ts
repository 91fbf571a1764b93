import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const BUS = 'appointment-flow-events';
/** EventBridge takes so many entries in one call. */
const ENTRIES_PER_CALL = 10;

/**
 * Puts `Flow Invitation Requested` events on the stack's bus, as a CRM would: by the AWS SDK, all calls at once.
 * @param endpoint where the SDK finds EventBridge
 */
export function createInvitationBus(endpoint: string): (details: readonly object[]) => Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new EventBridgeClient({ endpoint, region: 'eu-west-1', credentials });

  async function put(details: readonly object[]): Promise<void> {
    const Entries = details.map((detail) => ({
      EventBusName: BUS,
      Source: 'crm',
      DetailType: 'Flow Invitation Requested',
      Detail: JSON.stringify(detail),
    }));
    const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount !== 0) throw new Error(`The bus refused ${FailedEntryCount} events.`);
  }

  return async (details) => {
    const calls = Array.from({ length: Math.ceil(details.length / ENTRIES_PER_CALL) }, (_, call) => {
      return details.slice(call * ENTRIES_PER_CALL, (call + 1) * ENTRIES_PER_CALL);
    });
    await Promise.all(calls.map(put));
  };
}
