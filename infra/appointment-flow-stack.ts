import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { Contract } from '../functions/shared/contract/contract.ts';
import type { FunctionCode } from './bundling.ts';
import { FlowTable } from './constructs/flow-table.ts';
import { setMonitoring } from './constructs/monitoring.ts';
import { StackSecrets } from './constructs/stack-secrets.ts';
import { guardExampleValues } from './example-values.ts';
import { addOutputs } from './outputs.ts';
import { serveHttp } from './parts/api-routes.ts';
import { settleBookings } from './parts/booking-settlement.ts';
import { answerCustomers } from './parts/chat-answers.ts';
import { rebuildClaims } from './parts/claims-rebuild.ts';
import { handOffBookings } from './parts/crm.ts';
import { tellCustomers } from './parts/customer-notices.ts';
import { scheduleDueWork, watchChannel } from './parts/due-work.ts';
import { announceFacts } from './parts/event-publishing.ts';
import { countFigures } from './parts/figures.ts';
import { watchLiveForm } from './parts/live-form.ts';
import { monitorChannel } from './parts/monitoring.ts';
import { planReminders } from './parts/reminders.ts';
import { sendRequestedInvitations } from './parts/requested-invitations.ts';
import { mailStaff } from './parts/staff-mail.ts';
import { messageStaff } from './parts/staff-messages.ts';
import { StackContext } from './stack-context.ts';

export type AppointmentFlowStackProps = { contract: Contract; code: FunctionCode };

/** Everything one business needs for one channel. Reads from the facts outwards: stored, announced, sent, reached. */
export class AppointmentFlowStack extends Stack {
  constructor(scope: Construct, id: string, { contract, code }: AppointmentFlowStackProps) {
    super(scope, id, {
      stackName: contract.name,
      description: `Appointment Flow for the channel ${contract.channel.id}.`,
      tags: { application: 'appointment-flow', contract: contract.name },
    });
    setMonitoring(this, contract.monitoring);
    const store = new FlowTable(this, 'Store', contract.restoredTable);
    const secrets = new StackSecrets(this, 'Secrets');
    const bus = new EventBus(this, 'Bus', {
      eventBusName: `${contract.name}-events`,
      description: `What happened to ${contract.name}'s invitations and bookings, and requests for new ones.`,
    });
    const context = new StackContext(this, { contract, code, store, secrets, bus });

    const failures = announceFacts(context);
    settleBookings(context, failures);
    sendRequestedInvitations(context);
    scheduleDueWork(context);
    const rebuild = rebuildClaims(context);
    const http = serveHttp(context);
    watchChannel(context, http);
    watchLiveForm(context, http);
    const handOff = handOffBookings(context);
    mailStaff(context, http);
    messageStaff(context);
    tellCustomers(context);
    planReminders(context);
    countFigures(context);
    answerCustomers(context);
    monitorChannel(context, http);

    addOutputs(this, {
      contract,
      http,
      bus,
      failures,
      secrets,
      table: store.table,
      rebuild,
      ...(handOff && { handOff }),
    });
    guardExampleValues(this, contract);
  }
}
