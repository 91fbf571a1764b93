import { describe, expect, it } from 'vitest';
import { physicalName } from '../../../../local/aws/template/physical-name.ts';

const QUEUE = 'AWS::SQS::Queue';
const DEAD_LETTERS = 'BookingsToConfirmWaitingDeadLettersQueue487F6701';
/** As long as a contract's name may be. */
const LONG = `second-${'x'.repeat(33)}`;

describe('the name of a resource that the template does not name', () => {
  it.each([
    [QUEUE, 'appointment-flow', DEAD_LETTERS],
    ['AWS::DynamoDB::GlobalTable', LONG, 'StoreTable0CCFA19B'],
    ['AWS::SNS::Topic', LONG, DEAD_LETTERS],
  ])('of type %s in the stack %s is whole where AWS takes that', (type, stackName, logicalId) => {
    expect(physicalName(type, stackName, logicalId)).toBe(`${stackName}-${logicalId}`);
  });

  it.each([
    [QUEUE, 80],
    ['AWS::Events::Rule', 64],
    ['AWS::IAM::Role', 64],
    ['AWS::S3::Bucket', 63],
  ])(
    'of type %s is cut to %i characters, and still begins as the stack and goes on as the logical id',
    (type, longest) => {
      const name = physicalName(type, LONG, DEAD_LETTERS);
      expect(name).toHaveLength(longest);
      expect(name).toMatch(/^second-.*-bookingstoconfirmwaiting.*-[0-9a-f]{12}$/i);
    },
  );

  it('is not shared by two whose ids are cut alike, and is the same each time', () => {
    const [one, other] = ['One', 'Other'].map((end) => `${'Queue'.repeat(20)}${end}`);
    expect(physicalName(QUEUE, LONG, one ?? '')).not.toBe(physicalName(QUEUE, LONG, other ?? ''));
    expect(physicalName(QUEUE, LONG, one ?? '')).toBe(physicalName(QUEUE, LONG, one ?? ''));
  });

  it('of a bucket has no capital letters', () => {
    const id = 'UnpublishedFactsBucket6423488F';
    expect(physicalName('AWS::S3::Bucket', 'shop', id)).toBe('shop-unpublishedfactsbucket6423488f');
  });
});
