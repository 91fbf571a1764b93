import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { DlqDestinationConfig, IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Long enough to mend and replay, short enough for what holds customers' data. */
const KEPT_DAYS = 30;

/**
 * Where Lambda puts the batches of a stream it has given up on, records included: to a queue it would only send the
 * place in the stream, which is gone after a day. The CDK's own S3 destination would also let the function read and
 * delete what lies here.
 */
export class FailureBucket extends Construct implements IEventSourceDlq {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(KEPT_DAYS) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  bind(): DlqDestinationConfig {
    return { destination: this.bucket.bucketArn };
  }
}
