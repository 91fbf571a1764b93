import { App, SecretValue, Stack } from 'aws-cdk-lib';
import {
  ApiDestination,
  Authorization,
  Connection,
  HttpMethod,
  type IApiDestination,
  Rule,
} from 'aws-cdk-lib/aws-events';
import { ApiDestination as ApiDestinationTarget } from 'aws-cdk-lib/aws-events-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../../../local/aws/template/build-model.ts';
import { Template } from '../../../../local/aws/template/template.ts';

type Wishes = { authorization?: (secret: Secret) => Authorization; httpMethod?: HttpMethod; header?: string };

/** What the runner makes of a stack that posts events to an API destination. */
function modelWith({ authorization, httpMethod = HttpMethod.POST, header }: Wishes = {}) {
  const app = new App();
  const stack = new Stack(app, 'posting');
  const given = new Secret(stack, 'Given', { secretObjectValue: { key: SecretValue.unsafePlainText('') } });
  const connection = new Connection(stack, 'Connection', {
    authorization: authorization?.(given) ?? Authorization.apiKey('x-key', given.secretValueFromJson('key')),
  });
  const endpoint = 'https://crm.test/in';
  const destination = new ApiDestination(stack, 'Crm', { connection, endpoint, httpMethod, rateLimitPerSecond: 7 });
  new Rule(stack, 'Rule', {
    eventPattern: { detailType: ['Booked'] },
    targets: [
      // The CDK's class leaves undefined what its interface leaves out.
      new ApiDestinationTarget(destination as IApiDestination, {
        deadLetterQueue: new Queue(stack, 'NotTaken'),
        retryAttempts: 3,
        ...(header !== undefined && { headerParameters: { [header]: 'x' } }),
      }),
    ],
  });
  const template = Template.parse(app.synth().getStackArtifact(stack.artifactId).template);
  return buildModel({ stackName: 'posting', template, assetDirectories: new Map() });
}

describe('an API destination', () => {
  it('has its address, pace and key, and its rule’s patience', () => {
    const model = modelWith();
    const [destination] = model.apiDestinations;
    expect(destination).toEqual({
      id: expect.stringMatching(/^Crm/),
      url: 'https://crm.test/in',
      perSecond: 7,
      authorization: { header: 'x-key', key: { secret: model.secrets[0]?.id, field: 'key' } },
    });
    expect(model.rules[0]?.targets).toEqual([
      {
        to: {
          kind: 'destination',
          id: expect.stringMatching(/^Rule.*-Target0$/),
          destination: destination?.id,
          maximumRetries: 3,
          maximumAgeMs: 86_400_000,
          deadLetters: model.queues[0]?.id,
        },
      },
    ]);
  });

  it.each<[string, Wishes, string]>([
    [
      'a key in plain text',
      { authorization: () => Authorization.apiKey('x-key', SecretValue.unsafePlainText('k')) },
      'a key that is not in a secret of this stack',
    ],
    [
      'another way of authorization',
      { authorization: (secret) => Authorization.basic('user', secret.secretValueFromJson('key')) },
      'AuthorizationType must be "API_KEY"',
    ],
    ['another method', { httpMethod: HttpMethod.PUT }, 'HttpMethod must be "POST"'],
    ['headers of its rule', { header: 'x-more' }, 'HttpParameters is not known'],
  ])('with %s is an error at start', (_, wishes, words) => {
    expect(() => modelWith(wishes)).toThrow(words);
  });
});
