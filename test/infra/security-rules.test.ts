import type { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { NAG_REASONS } from './nag-reasons.ts';
import { fullContract, inspectStack, synthesize } from './synthesized.ts';

/** Every finding of the pack in the stack that has all its parts: the rule, and the construct it is about. */
const findings = inspectStack(fullContract, (stack) =>
  new AwsSolutionsChecks(stack)
    .validateScope(stack)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, at: constructPath })),
    ),
);

describe('the AwsSolutions rules of cdk-nag', () => {
  it('find nothing but what has a written reason', () => {
    expect(findings.filter(({ rule, at }) => !NAG_REASONS[rule]?.at.test(at))).toEqual([]);
  });

  it.each(Object.keys(NAG_REASONS))('still need the reason for %s', (rule) => {
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });
});

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

/** Every policy statement anywhere in a template. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(statementsIn);
  // The template is CloudFormation's: what stands under this name is a list of statements.
  return 'Statement' in value ? [...(value.Statement as Statement[]), ...below] : below;
}

/** What may end in `*`, and why. */
const OPEN_RESOURCES: Record<string, string> = {
  '"*"': 'ListStreams, which works on no resource that could be named.',
  '{"Fn::Join":["",[{"Fn::GetAtt":["UnpublishedFactsBucket6423488F","Arn"]},"/*"]]}':
    'Lambda chooses the keys of the objects it sets aside, and nothing else is in this bucket.',
};

const template = synthesize(fullContract);

describe('what the template allows', () => {
  const allowed = statementsIn(template.toJSON()).filter(({ Effect }) => Effect === 'Allow');

  it('names every action in full', () => {
    expect(allowed.length).toBeGreaterThan(30);
    for (const action of allowed.flatMap(({ Action }) => Action)) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
  });

  it('names every resource, but for those with a written reason', () => {
    const resources = allowed.flatMap(({ Resource = [] }) => Resource).map((resource) => JSON.stringify(resource));
    const open = resources.filter((resource) => resource.includes('*'));
    expect([...new Set(open)]).toEqual(Object.keys(OPEN_RESOURCES));
  });

  it('is allowed to nobody in general', () => {
    for (const { Principal } of allowed) expect(JSON.stringify(Principal ?? {})).not.toContain('*');
  });
});

/** Keys that tell for whom a service works, or whose a bucket is. */
const SOURCE = /^aws:Source(Arn|Account)$/;
const OWNER = /^(s3|aws):ResourceAccount$/;

/** Whether a value can only mean this account: its number, an ARN with that in it, or that of a resource made here. */
function isOfThisAccount(value: unknown): boolean {
  const text = JSON.stringify(value);
  return text.includes('{"Ref":"AWS::AccountId"}') || /^\{"Fn::GetAtt":\["\w+","Arn"\]\}$/.test(text);
}

const isBoundBy = ({ Condition = {} }: Statement, key: RegExp) =>
  Object.values(Condition).some((operands) =>
    Object.entries(operands).some(([name, value]) => key.test(name) && isOfThisAccount(value)),
  );

/** Everything in a template by which somebody in another account could have a service use, or put into, what is theirs. */
function openToOtherAccounts(template: Pick<Template, 'toJSON'>): unknown[] {
  const resources: { Type: string; Properties?: Record<string, unknown> }[] = Object.values(
    template.toJSON()['Resources'],
  );
  const invokers = resources.flatMap(({ Type, Properties = {} }) =>
    Type === 'AWS::Lambda::Permission' && !isOfThisAccount(Properties['SourceArn'] ?? Properties['SourceAccount'] ?? '')
      ? [Properties]
      : [],
  );
  const statements = statementsIn(resources).filter((statement) => {
    const { Effect, Action, Principal } = statement;
    if (Effect !== 'Allow') return false;
    const principal = JSON.stringify(Principal ?? {});
    // Roles of functions cannot be passed to another account's functions.
    if (principal.includes('"lambda.amazonaws.com"')) return false;
    if (principal.includes('"Service"')) return !isBoundBy(statement, SOURCE);
    // The ARNs of all other services name the account.
    return [Action].flat().some((action) => action.startsWith('s3:')) && !isBoundBy(statement, OWNER);
  });
  return [...invokers, ...statements];
}

/** The same template, without the conditions of its policies or the sources of its permissions. */
function withoutBounds(): Pick<Template, 'toJSON'> {
  const text = JSON.stringify(template.toJSON(), (key, value) =>
    ['Condition', 'SourceArn', 'SourceAccount'].includes(key) ? undefined : value,
  );
  return { toJSON: () => JSON.parse(text) };
}

describe('a service of AWS', () => {
  it('uses what is this account’s for this account only, and puts customers’ data into this account’s bucket only', () => {
    expect(openToOtherAccounts(template)).toEqual([]);
  });

  it('would be seen to do so for others', () => {
    const permissions = Object.keys(template.findResources('AWS::Lambda::Permission')).length;
    const others = openToOtherAccounts(withoutBounds());
    expect(others.length).toBeGreaterThan(permissions + 10);
    expect(JSON.stringify(others)).toContain('s3:PutObject');
  });

  it('calls the CRM for the rules of this stack’s bus only', () => {
    const [trust] = Object.values(template.findResources('AWS::IAM::Role')).flatMap(
      ({ Properties }) =>
        Properties.AssumeRolePolicyDocument.Statement.filter(
          ({ Principal }: { Principal: { Service: string } }) => Principal.Service === 'events.amazonaws.com',
        ) as Statement[],
    );
    const [bus = ''] = Object.keys(template.findResources('AWS::Events::EventBus'));
    const parts = Object(trust?.Condition?.['ArnLike']?.['aws:SourceArn'])['Fn::Join'][1];
    expect(parts.slice(-3)).toEqual([':rule/', { Ref: bus }, '/*']);
  });
});
