import { describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { fullContract, resourcesOf, synthesize } from './synthesized.ts';

const RESTORED = {
  name: 'salon-restored',
  streamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/salon-restored/stream/2026-12-01T10:00:00.000',
};

describe('a restored table', () => {
  const own = synthesize(fullContract);
  const restored = synthesize({ ...fullContract, restoredTable: RESTORED });
  const [table = ''] = Object.keys(own.findResources('AWS::DynamoDB::GlobalTable'));

  it('takes the place of the stack’s own in every function, permission and stream reader', () => {
    const using = [
      ...resourcesOf(restored, 'AWS::Lambda::Function'),
      ...resourcesOf(restored, 'AWS::IAM::Role'),
      ...resourcesOf(restored, 'AWS::Lambda::EventSourceMapping'),
    ];
    expect(JSON.stringify(using)).not.toContain(table);
    const mappings = resourcesOf(restored, 'AWS::Lambda::EventSourceMapping', { StartingPosition: 'TRIM_HORIZON' });
    expect(mappings.map(({ EventSourceArn }) => EventSourceArn)).toEqual([RESTORED.streamArn, RESTORED.streamArn]);
    expect(restored.findOutputs('TableName')).toMatchObject({ TableName: { Value: RESTORED.name } });
  });

  it('leaves the stack’s own as it is, to go back to', () => {
    expect(restored.findResources('AWS::DynamoDB::GlobalTable')).toEqual(
      own.findResources('AWS::DynamoDB::GlobalTable'),
    );
  });

  it('must be named with its own stream', () => {
    const wrong = { ...fullContract, restoredTable: { ...RESTORED, name: 'another' } };
    expect(Contract.safeParse(wrong).error?.issues.map(({ message }) => message)).toEqual([
      'must belong to the table of that name',
    ]);
  });
});
