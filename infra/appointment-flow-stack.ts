import { Duration, Stack } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Contract } from '../functions/shared/contract/contract.ts';
import type { FunctionCode, FunctionName } from './bundling.ts';
import { ChannelAlarms } from './constructs/channel-alarms.ts';
import { FailureBucket } from './constructs/failure-bucket.ts';
import { FlowTable } from './constructs/flow-table.ts';
import { HouseApi, type Route } from './constructs/house-api.ts';
import { HouseFunction, type HouseFunctionProps } from './constructs/house-function.ts';
import {
  canBatchGetItems,
  canConsume,
  canGetItems,
  canKeepFailures,
  canPutEvents,
  canPutItems,
  canQuery,
  canReadSecrets,
  canReadStream,
  canUpdateItems,
} from './constructs/permissions.ts';
import { DeadLetterQueue, WorkQueue } from './constructs/queues.ts';
import { Schedule } from './constructs/schedule.ts';
import { StackSecrets } from './constructs/stack-secrets.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { guardExampleValues } from './example-values.ts';
import { addOutputs } from './outputs.ts';

/** One invitation: a call to the provider, bounded to 8 s, and the writes around it. */
const SEND_TIMEOUT = Duration.seconds(12);
/** A webhook or a read takes milliseconds; this leaves room for the database's retries. */
const REQUEST_TIMEOUT = Duration.seconds(10);

/** Few, so that a failure holds up few and a batch sent one by one still ends in time. */
const SEND_BATCH = 5;
/**
 * How many functions send at once what was asked for in bulk: in an account with Lambda's smallest limit, 10 at once,
 * the webhooks must keep half.
 */
const CONCURRENT_SENDERS = 5;

/** Each sender waits so long between two sends that all of them together keep to the contract's rate. */
const sendIntervalMs = ({ sending }: Contract) => Math.ceil((1000 * CONCURRENT_SENDERS) / sending.perSecond);

/** What callers of our own need, and no more: a runaway script must not become the account's bill. */
const API_LIMIT = { rateLimit: 50, burstLimit: 100 };
/** Per webhook route. A 429 makes the provider disable the URL, and a campaign's statuses come all at once. */
const WEBHOOK_LIMIT = { rateLimit: 2000, burstLimit: 4000 };

/** The kinds of items whose every new fact is announced. */
const ANNOUNCED_TYPES = ['invitation', 'intent', 'unmatched'];

const announced = (newImage: object) => ({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: { NewImage: newImage },
});

/** An invitation by which the customer has booked, whatever became of the booking. */
const BOOKED = { type: { S: FilterRule.isEqual('invitation') }, booking: { M: { state: { S: FilterRule.exists() } } } };

export type AppointmentFlowStackProps = { contract: Contract; code: FunctionCode };

/** Everything one business needs for one channel. Reads from the facts outwards: stored, announced, sent, reached. */
export class AppointmentFlowStack extends Stack {
  private readonly contract: Contract;
  private readonly code: FunctionCode;
  private readonly store: FlowTable;
  private readonly secrets: StackSecrets;
  private readonly bus: EventBus;

  constructor(scope: Construct, id: string, { contract, code }: AppointmentFlowStackProps) {
    super(scope, id, {
      stackName: contract.name,
      description: `Appointment Flow for the channel ${contract.channel.id}.`,
      tags: { application: 'appointment-flow', contract: contract.name },
    });
    this.contract = contract;
    this.code = code;

    this.store = new FlowTable(this, 'Store');
    this.secrets = new StackSecrets(this, 'Secrets');
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: `${contract.name}-events`,
      description: `What happened to ${contract.name}'s invitations and bookings, and requests for new ones.`,
    });

    const failures = this.announceFacts();
    this.checkBookings(failures);
    this.sendWhatIsRequested();
    this.followWhatIsDue();
    const { api } = this.serveHttp();
    this.watchChannel(api);
    addOutputs(this, {
      contract,
      api,
      bus: this.bus,
      failures,
      secrets: this.secrets,
      table: this.store.table,
    });
    guardExampleValues(this, contract);
  }

  /** Table stream → publish-events → bus. */
  private announceFacts(): FailureBucket {
    const failures = new FailureBucket(this, 'UnpublishedFacts');
    const hurts = 'Calendar, CRM and staff do not hear of bookings and deliveries, although all are stored.';
    const publishEvents = this.addFunction('publish-events', {
      does: "Announces each new fact in the table's stream on the event bus.",
      hurts,
      timeout: Duration.seconds(30),
      environment: { EVENT_BUS_NAME: this.bus.eventBusName },
      may: [canReadStream(this.store.streamArn), canPutEvents(this.bus), ...canKeepFailures(failures.bucket)],
    });
    new StreamConsumer(this, 'FactsToPublish', {
      streamArn: this.store.streamArn,
      consumer: publishEvents,
      failures,
      // Deletions, by age or by request, are no news; nor are other people's messages on the channel, nor that a
      // customer wrote, unless they opted out.
      filters: [
        announced({ type: { S: FilterRule.or(...ANNOUNCED_TYPES) } }),
        announced({ type: { S: FilterRule.isEqual('message') }, invitationId: { S: FilterRule.exists() } }),
        announced({ type: { S: FilterRule.isEqual('chat') }, optedOutAt: { S: FilterRule.exists() } }),
      ],
      alarmName: `${this.contract.name}-facts-published-late`,
      hurts,
    });
    return failures;
  }

  /**
   * Table stream → check-overlaps → table. It is the stream's second reader, and a stream bears no third: whatever else
   * wants to know what happens listens to the bus.
   */
  private checkBookings(failures: FailureBucket): void {
    const { table, streamArn } = this.store;
    const hurts = 'Staff do not see that two customers have booked the same time, or what else needs their attention.';
    const checkOverlaps = this.addFunction('check-overlaps', {
      does: 'Marks bookings that overlap, and puts what needs attention into the worklist.',
      hurts,
      timeout: Duration.seconds(30),
      environment: { TABLE_NAME: table.tableName },
      may: [
        canReadStream(streamArn),
        canGetItems(table),
        canUpdateItems(table),
        canQuery(table, 'agenda'),
        ...canKeepFailures(failures.bucket),
      ],
    });
    new StreamConsumer(this, 'BookingsToCheck', {
      streamArn,
      consumer: checkOverlaps,
      failures,
      filters: [
        { dynamodb: { NewImage: BOOKED } },
        // A booking that is erased frees its time. One that has grown old does not matter any more.
        { userIdentity: { principalId: FilterRule.notExists() }, dynamodb: { OldImage: BOOKED } },
      ],
      alarmName: `${this.contract.name}-bookings-checked-late`,
      hurts,
    });
  }

  /** Bus → queue → send-requested-flow: a campaign reaches the provider at a pace, and never starves the webhooks. */
  private sendWhatIsRequested(): void {
    const hurts = 'Customers who asked to book, or whom a CRM wants to invite, get no invitation.';
    const timeout = Duration.seconds(SEND_BATCH * SEND_TIMEOUT.toSeconds());
    const { queue } = new WorkQueue(this, 'RequestedInvitations', {
      alarmName: `${this.contract.name}-requested-invitations-set-aside`,
      hurts,
      workerTimeout: timeout,
    });
    const unqueued = new DeadLetterQueue(this, 'UnqueuedRequests', {
      alarmName: `${this.contract.name}-requests-not-queued`,
      hurts,
    });
    const target = new SqsQueue(queue, { deadLetterQueue: unqueued.queue });
    new Rule(this, 'InvitationRequested', {
      eventBus: this.bus,
      description: 'Anybody who may put events on the bus may ask for an invitation.',
      eventPattern: { detailType: ['Flow Invitation Requested'] },
      targets: [target],
    });
    new Rule(this, 'BookingIntentDetected', {
      eventBus: this.bus,
      description: 'A customer wrote that they want to book, as this stack announces it.',
      eventPattern: { source: ['appointment-flow'], detailType: ['Booking Intent Detected'] },
      targets: [target],
    });

    const { lambda } = this.addFunction('send-requested-flow', {
      does: 'Sends the invitations asked for on the event bus.',
      hurts,
      timeout,
      environment: { ...this.sendingEnvironment(), SEND_INTERVAL_MS: `${sendIntervalMs(this.contract)}` },
      may: [...this.maySend(), canConsume(queue)],
    });
    new EventSourceMapping(this, 'RequestsToSend', {
      target: lambda,
      eventSourceArn: queue.queueArn,
      batchSize: SEND_BATCH,
      maxConcurrency: CONCURRENT_SENDERS,
      reportBatchItemFailures: true,
    });
  }

  /** Every minute → reconcile: what waits for the outside world is settled, or said to be unsettled. */
  private followWhatIsDue(): void {
    const { table } = this.store;
    const reconcile = this.addFunction('reconcile', {
      does: 'Settles what is due: retries, deliveries nobody reported, sends whose outcome is unknown.',
      hurts: 'Failed invitations are not tried again, and nobody hears of those whose outcome is unknown.',
      timeout: Duration.seconds(60),
      environment: this.sendingEnvironment(),
      may: [...this.maySend(), canQuery(table, 'due', 'customer')],
    });
    new Schedule(this, 'EveryMinute', {
      every: Duration.minutes(1),
      invokes: reconcile,
      description: 'Settles what is due.',
      alarmName: `${this.contract.name}-reconcile-not-started`,
      hurts: 'Failed invitations are not tried again, and nobody hears of those whose outcome is unknown.',
    });
  }

  /** Every hour → watch-channel: the provider may stop telling this stack what happens, and would not say so. */
  private watchChannel({ apiEndpoint }: HttpApi): void {
    const hurts = 'Nobody notices when the channel falls silent: bookings made then arrive late or never.';
    const watchChannel = this.addFunction('watch-channel', {
      does: 'Watches whether the channel is connected and tells this stack what happens, and mends what it can.',
      hurts,
      timeout: Duration.minutes(2),
      environment: { ...this.sendingEnvironment(), API_URL: apiEndpoint },
      may: this.maySend(),
    });
    new Schedule(this, 'EveryHour', {
      every: Duration.hours(1),
      invokes: watchChannel,
      description: 'Watches the channel.',
      alarmName: `${this.contract.name}-watch-channel-not-started`,
      hurts,
    });
    new ChannelAlarms(this, 'Channel', this.contract.name);
  }

  /** What is reached from outside, each route with its function. */
  private serveHttp(): HouseApi {
    const { table } = this.store;
    const { root } = this.secrets;
    const answering = {
      timeout: REQUEST_TIMEOUT,
      environment: { TABLE_NAME: table.tableName, ROOT_SECRET_ARN: root.secretArn },
    };
    const mayCheckKeys = canReadSecrets(root);

    const sendFlow = this.addFunction('send-flow', {
      does: 'Sends one invitation to one customer (POST /invitations).',
      hurts: 'Backends and CRMs that ask for an invitation get an error, and their customers get nothing.',
      timeout: SEND_TIMEOUT,
      environment: this.sendingEnvironment(),
      may: this.maySend(),
    });
    const queryInvitation = this.addFunction('query-invitation', {
      does: 'Tells how an invitation fares (GET /invitations/{id}).',
      hurts: 'Whoever follows an invitation does not learn whether it was delivered or booked.',
      ...answering,
      may: [mayCheckKeys, canGetItems(table)],
    });
    const changeBooking = this.addFunction('change-booking', {
      does: 'Cancels or corrects a booking (POST /bookings/{invitationId}/cancel, PATCH /bookings/{invitationId}).',
      hurts: 'Staff cannot cancel or correct bookings, and customers come at times that no longer hold.',
      ...answering,
      may: [mayCheckKeys, canGetItems(table), canUpdateItems(table)],
    });
    const recordMessage = this.addFunction('record-inbound-message', {
      does: "Records customers' messages from the provider's webhook.",
      hurts: 'Customers who write that they want to book wait until the provider repeats the message, or in vain.',
      ...answering,
      may: [mayCheckKeys, canUpdateItems(table), canGetItems(table), canPutItems(table)],
    });
    const recordDelivery = this.addFunction('record-delivery-status', {
      does: "Records delivery statuses from the provider's webhook.",
      hurts: 'Staff do not see whether invitations arrive; the provider may disable the webhook.',
      ...answering,
      may: [mayCheckKeys, canUpdateItems(table), canPutItems(table)],
    });
    const recordCompletion = this.addFunction('record-flow-completion', {
      does: "Records completed forms, and with them bookings, from the provider's webhook.",
      hurts: 'Customers believe they have an appointment that the business does not know of.',
      ...answering,
      may: [mayCheckKeys, canUpdateItems(table), canGetItems(table), canPutItems(table)],
    });
    const receiveAll = this.addFunction('receive-webhook', {
      does: "Records messages, delivery statuses and completed forms from the provider's only webhook.",
      hurts: 'Customers believe they have an appointment that the business does not know of.',
      ...answering,
      may: [mayCheckKeys, canUpdateItems(table), canGetItems(table), canPutItems(table)],
    });

    const { GET, PATCH, POST } = HttpMethod;
    return new HouseApi(this, 'Api', {
      contractName: this.contract.name,
      hurts:
        'Bookings and delivery statuses are refused until the provider repeats them; callers of the API get errors.',
      throttle: API_LIMIT,
      routes: [
        { method: POST, path: '/invitations', to: sendFlow },
        { method: GET, path: '/invitations/{id}', to: queryInvitation },
        { method: PATCH, path: '/bookings/{invitationId}', to: changeBooking },
        { method: POST, path: '/bookings/{invitationId}/cancel', to: changeBooking },
        ...this.listingRoutes(answering),
        { method: POST, path: '/webhooks/{secret}', to: receiveAll, throttle: WEBHOOK_LIMIT },
        { method: POST, path: '/webhooks/{secret}/messages', to: recordMessage, throttle: WEBHOOK_LIMIT },
        { method: POST, path: '/webhooks/{secret}/delivery', to: recordDelivery, throttle: WEBHOOK_LIMIT },
        { method: POST, path: '/webhooks/{secret}/flow-completion', to: recordCompletion, throttle: WEBHOOK_LIMIT },
      ],
    });
  }

  /** What is read in lists: the calendar feed among them, which has the secret in its path instead of a key. */
  private listingRoutes(answering: Pick<HouseFunctionProps, 'timeout' | 'environment'>): Route[] {
    const { table } = this.store;
    const mayCheckKeys = canReadSecrets(this.secrets.root);
    const queryInvitations = this.addFunction('query-invitations', {
      does: "Lists a customer's invitations or a day's (GET /invitations).",
      hurts: 'Staff and backends do not find the invitations of a customer or of a day.',
      ...answering,
      may: [mayCheckKeys, canQuery(table, 'customer', 'worklist'), canGetItems(table), canBatchGetItems(table)],
    });
    const queryBookings = this.addFunction('query-bookings', {
      does: 'Lists the bookings of some days (GET /bookings).',
      hurts: 'Staff and backends do not see what is booked.',
      ...answering,
      may: [mayCheckKeys, canQuery(table, 'agenda')],
    });
    const queryWorklist = this.addFunction('query-worklist', {
      does: 'Lists what a person may want to look at (GET /worklist).',
      hurts: 'Staff do not see what needs their attention.',
      ...answering,
      may: [mayCheckKeys, canQuery(table, 'worklist'), canBatchGetItems(table)],
    });
    const calendarFeed = this.addFunction('calendar-feed', {
      does: 'Writes the bookings as a calendar to subscribe to (GET /calendar/{secret}/bookings.ics).',
      hurts: 'The calendars of the business stay as they were, and new bookings are missing in them.',
      ...answering,
      may: [mayCheckKeys, canQuery(table, 'agenda')],
    });

    const { GET: method } = HttpMethod;
    return [
      { method, path: '/invitations', to: queryInvitations },
      { method, path: '/bookings', to: queryBookings },
      { method, path: '/worklist', to: queryWorklist },
      { method, path: '/calendar/{secret}/bookings.ics', to: calendarFeed },
    ];
  }

  private sendingEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.store.table.tableName,
      ROOT_SECRET_ARN: this.secrets.root.secretArn,
      GIVEN_SECRET_ARN: this.secrets.given.secretArn,
      PROVIDER_URL: this.contract.channel.apiBaseUrl,
    };
  }

  private maySend(): PolicyStatement[] {
    const { table } = this.store;
    const { root, given } = this.secrets;
    return [canPutItems(table), canUpdateItems(table), canGetItems(table), canReadSecrets(root, given)];
  }

  private addFunction(
    name: FunctionName,
    props: Omit<HouseFunctionProps, 'contractName' | 'name' | 'code'>,
  ): HouseFunction {
    return new HouseFunction(this, name, { ...props, name, contractName: this.contract.name, code: this.code(name) });
  }
}
