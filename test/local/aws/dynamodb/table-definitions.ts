import type { TableDefinition } from '../../../../local/aws/dynamodb/table-engine.ts';

export const TABLE: TableDefinition = {
  tableName: 'Appointments',
  partitionKey: 'pk',
  indexes: [
    { name: 'due', partitionKey: 'duePartition', sortKey: 'dueAt', projection: { type: 'KEYS_ONLY' } },
    {
      name: 'agenda',
      partitionKey: 'agendaMonth',
      sortKey: 'startsAt',
      projection: { type: 'INCLUDE', attributes: ['type', 'booking'] },
    },
  ],
  attributeTypes: { pk: 'S', duePartition: 'S', dueAt: 'S', agendaMonth: 'S', startsAt: 'S' },
  ttlAttribute: 'expiresAt',
  streamView: 'NEW_AND_OLD_IMAGES',
};

export const NOW = new Date('2026-03-01T10:00:00Z');
