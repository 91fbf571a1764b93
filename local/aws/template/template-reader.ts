import type * as z from 'zod/mini';
import { describeIssue } from '../../parse-input.ts';
import { StartFailure } from '../../start-failure.ts';
import { createResolver } from './intrinsics.ts';
import { identifyResource, type ResourceIdentity } from './resource-identity.ts';
import type { Surroundings } from './stack-model.ts';
import type { Template } from './template.ts';

/** A resource that the template's conditions let exist. */
export type Resource = ResourceIdentity & { properties: Readonly<Record<string, unknown>> };

/** Properties that change nothing on one machine, each with the reason. */
export type WithoutEffect = Readonly<Record<string, string>>;

/** Properties without effect that a resource of any type may have. */
const WORDS_FOR_PEOPLE: WithoutEffect = { Description: 'words for people', Tags: 'words for people' };

/** Reads the resources of one template as what they are on this machine. */
export type TemplateReader = {
  surroundings: Surroundings;
  resources: readonly Resource[];
  ofType(type: string): Resource[];
  /**
   * The properties of `resource`, resolved, as `schema` describes those that the runner obeys.
   * @throws StartFailure for a property or a value that is neither obeyed nor known to be without effect.
   */
  read<T>(resource: Resource, schema: z.ZodMiniType<T>, withoutEffect: WithoutEffect): T;
  /** The resource of one of `types` that `value` (its `Ref`, ARN or other attribute) means, if it is of this stack. */
  find(value: string, ...types: string[]): Resource | undefined;
};

/** The sentence for something in the template that the runner does not do. */
export function unsupported({ type, logicalId }: ResourceIdentity, what?: string): StartFailure {
  const thing = what === undefined ? type : `${what} of ${type}`;
  return new StartFailure(
    `The local runner does not support ${thing} (logical id ${logicalId}): take it out, or teach it to local/aws/template.`,
  );
}

/** A reader for `template` in the given surroundings. */
export function createTemplateReader(template: Template, surroundings: Surroundings): TemplateReader {
  const identities = new Map<string, ResourceIdentity>();
  const resolver = createResolver(template, surroundings, identify);

  function identify(logicalId: string): ResourceIdentity {
    const known = identities.get(logicalId);
    if (known) return known;
    const resource = template.Resources[logicalId];
    if (!resource) throw new StartFailure(`The template refers to ${logicalId}, which it does not define.`);
    const { Type: type, Properties: properties = {} } = resource;
    const identity = identifyResource(logicalId, { type, properties }, surroundings, resolver.resolve);
    identities.set(logicalId, identity);
    return identity;
  }

  const resources = Object.entries(template.Resources)
    .filter(([, { Condition }]) => Condition === undefined || resolver.holds(Condition))
    .map(([logicalId, { Properties = {} }]) => ({ ...identify(logicalId), properties: Properties }));

  return {
    surroundings,
    resources,
    ofType: (wanted) => resources.filter(({ type }) => type === wanted),
    read(resource, schema, withoutEffect) {
      const ignored = { ...WORDS_FOR_PEOPLE, ...withoutEffect };
      const obeyed = Object.entries(resource.properties).filter(([name]) => !(name in ignored));
      const parsed = schema.safeParse(resolver.resolve(Object.fromEntries(obeyed)));
      if (parsed.success) return parsed.data;
      throw unsupported(resource, `what the template says (${describeIssue(parsed.error)})`);
    },
    find: (value, ...types) =>
      resources.find(
        ({ type, ref, attributes }) =>
          types.includes(type) && (ref === value || Object.values(attributes).includes(value)),
      ),
  };
}
