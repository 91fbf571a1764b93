import { StartFailure } from '../../start-failure.ts';
import { createConditions } from './conditions.ts';
import type { ResourceIdentity } from './resource-identity.ts';
import type { Surroundings } from './stack-model.ts';
import type { Template } from './template.ts';

/** Resolves values of a template to their local values. */
export type Resolver = {
  /** `value` with every intrinsic function resolved and every `AWS::NoValue` omitted. */
  resolve(value: unknown): unknown;
  /** Whether a condition of the template holds. */
  holds(condition: string): boolean;
};

/** The placeholder for `AWS::NoValue` until the object or list that holds it omits it. */
const NO_VALUE = Symbol('AWS::NoValue');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A resolver for `template`. `identify` gives a resource's local name, ARN and so on by its logical id.
 * Resolving throws a `StartFailure` for an unknown function, reference or attribute.
 */
export function createResolver(
  template: Template,
  surroundings: Surroundings,
  identify: (logicalId: string) => ResourceIdentity,
): Resolver {
  const conditions = createConditions(template.Conditions, (value) => resolve(value));

  const pseudoParameters: Record<string, unknown> = {
    'AWS::AccountId': surroundings.accountId,
    'AWS::NoValue': NO_VALUE,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': surroundings.region,
    'AWS::StackId': `arn:aws:cloudformation:${surroundings.region}:${surroundings.accountId}:stack/${surroundings.stackName}/local`,
    'AWS::StackName': surroundings.stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  function ref(name: string): unknown {
    if (name in pseudoParameters) return pseudoParameters[name];
    const parameter = template.Parameters[name];
    if (!parameter) return identify(name).ref;
    if (parameter.Default === undefined) {
      throw new StartFailure(`The template's parameter ${name} has no default: give it one to run the stack locally.`);
    }
    return parameter.Default;
  }

  function attribute(logicalId: string, name: string): string {
    const { attributes, type } = identify(logicalId);
    const value = attributes[name];
    if (value === undefined) {
      throw new StartFailure(
        `The local runner does not know the attribute ${name} of ${type} (logical id ${logicalId}).`,
      );
    }
    return value;
  }

  function substitute(argument: unknown): string {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const own = isObject(variables) ? variables : {};
    return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in own) return String(resolve(own[name]));
      const [logicalId = '', ...path] = name.split('.');
      return path.length > 0 ? attribute(logicalId, path.join('.')) : String(ref(name));
    });
  }

  function list(value: unknown, functionName: string): unknown[] {
    const resolved = resolve(value);
    if (Array.isArray(resolved)) return resolved;
    throw new StartFailure(`The template uses ${functionName} with something that is not a list.`);
  }

  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (name) => ref(String(name)),
    'Fn::FindInMap': (argument) => {
      const [map, first, second] = list(argument, 'Fn::FindInMap').map(String);
      return resolve(template.Mappings[map ?? '']?.[first ?? '']?.[second ?? '']);
    },
    'Fn::GetAtt': (argument) => {
      const [logicalId, ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
      return attribute(logicalId ?? '', path.join('.'));
    },
    'Fn::If': (argument) => {
      const [condition, yes, no] = Array.isArray(argument) ? argument : [];
      return resolve(conditions.holds(String(condition)) ? yes : no);
    },
    'Fn::Join': (argument) => {
      const [separator, parts] = list(argument, 'Fn::Join');
      return list(parts, 'Fn::Join').join(String(separator));
    },
    'Fn::Select': (argument) => {
      const [index, values] = list(argument, 'Fn::Select');
      return list(values, 'Fn::Select')[Number(index)];
    },
    'Fn::Split': (argument) => {
      const [separator, text] = list(argument, 'Fn::Split');
      return String(text).split(String(separator));
    },
    'Fn::Sub': substitute,
  };

  function resolveFunction(value: Record<string, unknown>): { result: unknown } | undefined {
    const [name, ...others] = Object.keys(value);
    if (name === undefined || others.length > 0) return undefined;
    if (name !== 'Ref' && !name.startsWith('Fn::')) return undefined;
    const apply = functions[name];
    if (!apply) throw new StartFailure(`The local runner does not support ${name} in a template.`);
    return { result: apply(value[name]) };
  }

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NO_VALUE);
    if (!isObject(value)) return value;
    const called = resolveFunction(value);
    if (called) return called.result;
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
  }

  return { resolve, holds: conditions.holds };
}
