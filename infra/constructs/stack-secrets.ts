import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/**
 * The two secrets. CloudFormation writes a secret's value when it creates it and again whenever the property it came
 * from differs from the last deploy. So nothing in `generateSecretString` and `secretObjectValue` may ever change, nor
 * may the construct ids: another root would make every key, webhook address and flow token in use worthless, and
 * another placeholder would wipe out the token the business put. A test holds both to the letter.
 */
export class StackSecrets extends Construct {
  /** `{"generations": {...}, "root": "<64 characters>"}`: what the API key and the other keys are derived from. */
  readonly root: Secret;
  /** `{"channelToken": "..."}`: what others gave the business. Empty until somebody puts it. */
  readonly given: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.root = new Secret(this, 'Root', {
      description: 'Appointment Flow: the root all keys of this stack are derived from. Never to be replaced.',
      generateSecretString: {
        secretStringTemplate: '{"generations":{}}',
        generateStringKey: 'root',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.given = new Secret(this, 'Given', {
      description: "Appointment Flow: what others gave this business, such as the channel's token.",
      // In plain text because there is nothing to hide yet.
      secretObjectValue: { channelToken: SecretValue.unsafePlainText('') },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
