import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, type ITableV2, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { RestoredTable } from '../../functions/shared/contract/integrations.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * The one table, with all its indexes from the first release: to add one to a table in use is a migration. The indexes
 * are sparse, an item is in one only while it has both its keys, and hold no more than is read from them, as each
 * byte is written again for every index it is in.
 */
export class FlowTable extends Construct {
  /** The table in use: the stack's own, or the one restored from it. */
  readonly table: ITableV2;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, restored?: RestoredTable) {
    super(scope, id);
    const table = new TableV2(this, 'Table', {
      partitionKey: text('pk'),
      timeToLiveAttribute: 'expiresAt',
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      globalSecondaryIndexes: [
        {
          // What waits for the outside world, in a few shards, by the time somebody has to look.
          indexName: 'due',
          partitionKey: text('duePartition'),
          sortKey: text('dueAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          // Bookings by channel and month. It carries the booking: a calendar is read often and changed seldom.
          indexName: 'agenda',
          partitionKey: text('agendaMonth'),
          sortKey: text('startsAt'),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['type', 'invitationId', 'booking', 'revision', 'overlapsWith'],
        },
        {
          // All there is of one customer.
          indexName: 'customer',
          partitionKey: text('customer'),
          sortKey: text('createdAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          // Per day and kind: recent invitations, what matched nothing, what needs a person.
          indexName: 'worklist',
          partitionKey: text('worklistDay'),
          sortKey: text('worklistAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
    if (!table.tableStreamArn) throw new Error('The table has no stream.');
    this.table = restored
      ? TableV2.fromTableAttributes(this, 'Restored', { tableName: restored.name, tableStreamArn: restored.streamArn })
      : // The CDK's class leaves undefined what its interface leaves out: the same to all but the strictest compiler.
        (table as ITableV2);
    this.streamArn = restored?.streamArn ?? table.tableStreamArn;
  }
}
