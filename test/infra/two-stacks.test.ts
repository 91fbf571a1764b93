import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES } from '../../infra/bundling.ts';
import { liveContract, ownContract, resourcesOf, synthesize } from './synthesized.ts';

const german = { greeting: 'Hallo {{1}}!', cta: 'Buchen', fallbackName: 'du' };

/** Another business: nothing in its contract is as in the first, and its name is as long as a name may be. */
const other = {
  ...liveContract,
  name: `second-${'x'.repeat(33)}`,
  channel: { id: 'OTHER1', apiBaseUrl: 'https://example.test/v2' },
  flow: { id: '555555555', action: 'data_exchange' as const },
  defaultLanguage: 'de',
  languages: {
    de: { ...german, intentWords: ['termin'], optOutWords: [], optInWords: [] },
  },
  booking: { ...ownContract.booking, timeZone: 'America/Lima', durationMinutes: 60 },
};
const first = synthesize(liveContract);
const second = synthesize(other);

/** What outlives a stack has no chosen name, else the stack could not be made again. */
const RETAINED = ['AWS::DynamoDB::GlobalTable', 'AWS::SecretsManager::Secret', 'AWS::S3::Bucket'];

/** The properties that give a resource a name chosen here. What has none is named by CloudFormation after the stack. */
const NAME = /^(Name|[A-Za-z]+Name)$/;
/** Names of something else, or not of a resource in the account. */
const REFERS = new Set(['EventBusName', 'MetricName', 'StageName', 'PolicyName', 'IndexName', 'AttributeName']);

const chosenNames = (template: Template): string[] =>
  Object.values<{ Type: string; Properties: Record<string, unknown> }>(template.toJSON()['Resources']).flatMap(
    ({ Properties }) =>
      Object.entries(Properties)
        .filter(([key, value]) => NAME.test(key) && !REFERS.has(key) && typeof value === 'string')
        .map(([, value]) => String(value)),
  );

const only = (template: Template, type: string, beginning: string) =>
  Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(beginning));

describe('two stacks in one account', () => {
  it('share no name', () => {
    const names = chosenNames(first);
    expect(names).toEqual(expect.arrayContaining(FUNCTION_NAMES.map((name) => `${ownContract.name}-${name}`)));
    expect(names.filter((name) => !name.includes(ownContract.name))).toEqual([]);
    expect(names.filter((name) => chosenNames(second).includes(name))).toEqual([]);
  });

  it('have names AWS accepts, however long the contract’s name is', () => {
    for (const { FunctionName } of resourcesOf(second, 'AWS::Lambda::Function')) {
      expect(FunctionName.length).toBeLessThanOrEqual(64);
    }
  });
});

describe('a stack that was deleted', () => {
  it.each(RETAINED)('can be made again: its %s that stayed has a name nobody chose', (type) => {
    const properties = resourcesOf(first, type).flatMap(Object.keys);
    expect(properties.filter((key) => NAME.test(key))).toEqual([]);
  });
});

describe('a first deploy that failed', () => {
  it('takes back all that it made, also what stays when a stack is deleted or a later deploy fails', () => {
    const resources: { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }[] = Object.values(
      first.toJSON()['Resources'],
    );
    const staying = resources.filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete');
    expect([...new Set(staying.map(({ Type }) => Type))].sort()).toEqual(RETAINED.toSorted());
    for (const { DeletionPolicy, UpdateReplacePolicy } of staying) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
  });
});

describe('an update by another contract', () => {
  it('never makes another root secret: its id and all its properties are these, forever', () => {
    const root = only(first, 'AWS::SecretsManager::Secret', 'SecretsRoot');
    expect(root).toEqual(only(second, 'AWS::SecretsManager::Secret', 'SecretsRoot'));
    expect(root).toEqual([
      [
        'SecretsRoot4CA034A6',
        expect.objectContaining({
          DeletionPolicy: 'RetainExceptOnCreate',
          UpdateReplacePolicy: 'Retain',
          Properties: {
            Description: expect.any(String),
            GenerateSecretString: {
              SecretStringTemplate: '{"generations":{}}',
              GenerateStringKey: 'root',
              PasswordLength: 64,
              ExcludePunctuation: true,
            },
          },
        }),
      ],
    ]);
  });

  it('never overwrites the secret the business filled: its id and its first value are these, forever', () => {
    const given = only(first, 'AWS::SecretsManager::Secret', 'SecretsGiven');
    expect(given).toEqual(only(second, 'AWS::SecretsManager::Secret', 'SecretsGiven'));
    expect(given).toEqual([
      [
        'SecretsGiven2CAFDAAA',
        expect.objectContaining({
          DeletionPolicy: 'RetainExceptOnCreate',
          UpdateReplacePolicy: 'Retain',
          Properties: { Description: expect.any(String), SecretString: '{"channelToken":""}' },
        }),
      ],
    ]);
  });

  it('never makes another table: its id is this, forever', () => {
    const table = only(first, 'AWS::DynamoDB::GlobalTable', '');
    expect(table).toEqual(only(second, 'AWS::DynamoDB::GlobalTable', ''));
    expect(table.map(([id]) => id)).toEqual(['StoreTable0CCFA19B']);
  });
});
