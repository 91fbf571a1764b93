import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { Contract } from '../functions/shared/contract/contract.ts';
import type { FunctionCode } from './bundling.ts';
import { FlowTable } from './constructs/flow-table.ts';
import { StackSecrets } from './constructs/stack-secrets.ts';
import { guardExampleValues } from './example-values.ts';
import { House } from './house.ts';
import { addOutputs } from './outputs.ts';
import { announceFacts } from './parts/announcing.ts';
import { checkBookings } from './parts/checking.ts';
import { confirmBookings } from './parts/confirming.ts';
import { followWhatIsDue, watchChannel } from './parts/following.ts';
import { handOffBookings } from './parts/handing-off.ts';
import { sendWhatIsRequested } from './parts/sending.ts';
import { serveHttp } from './parts/serving.ts';
import { tellStaff } from './parts/telling-staff.ts';
import { watchOver } from './parts/watching-over.ts';

export type AppointmentFlowStackProps = { contract: Contract; code: FunctionCode };

/** Everything one business needs for one channel. Reads from the facts outwards: stored, announced, sent, reached. */
export class AppointmentFlowStack extends Stack {
  constructor(scope: Construct, id: string, { contract, code }: AppointmentFlowStackProps) {
    super(scope, id, {
      stackName: contract.name,
      description: `Appointment Flow for the channel ${contract.channel.id}.`,
      tags: { application: 'appointment-flow', contract: contract.name },
    });
    const store = new FlowTable(this, 'Store', contract.restoredTable);
    const secrets = new StackSecrets(this, 'Secrets');
    const bus = new EventBus(this, 'Bus', {
      eventBusName: `${contract.name}-events`,
      description: `What happened to ${contract.name}'s invitations and bookings, and requests for new ones.`,
    });
    const house = new House(this, { contract, code, store, secrets, bus });

    const failures = announceFacts(house);
    checkBookings(house, failures);
    sendWhatIsRequested(house);
    followWhatIsDue(house);
    const { api } = serveHttp(house);
    watchChannel(house, api);
    const handOff = handOffBookings(house);
    tellStaff(house);
    confirmBookings(house);
    watchOver(house, api, failures);

    addOutputs(this, { contract, api, bus, failures, secrets, table: store.table, ...(handOff && { handOff }) });
    guardExampleValues(this, contract);
  }
}
