import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { describeIssue } from '../../parse-input.ts';
import { StartFailure } from '../../start-failure.ts';
import { Template } from './template.ts';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.optional(
        z.looseObject({
          templateFile: z.optional(z.string()),
          stackName: z.optional(z.string()),
          file: z.optional(z.string()),
        }),
      ),
    }),
  ),
});

const AssetManifest = z.object({
  files: z._default(
    z.record(
      z.string(),
      z.object({
        source: z.object({ path: z.optional(z.string()), packaging: z.optional(z.string()) }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    ),
    {},
  ),
});

type AssetManifest = z.infer<typeof AssetManifest>;

/** One synthesized stack: its template, and the local directory of each asset that a function uses. */
export type Assembly = {
  stackName: string;
  template: Template;
  /** An asset's directory by its object key in the bootstrap bucket (`<hash>.zip`). */
  assetDirectories: ReadonlyMap<string, string>;
};

async function readJson<T>(path: string, schema: z.ZodMiniType<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new StartFailure(`The synthesized app is incomplete: ${path} cannot be read.`, { cause });
  });
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StartFailure(`The local runner does not understand ${path}: ${describeIssue(parsed.error)}.`);
}

/** The directories of the zip assets in an asset manifest, by object key. */
function assetDirectoriesIn({ files }: AssetManifest, directory: string): [objectKey: string, path: string][] {
  return Object.values(files).flatMap(({ source: { packaging, path }, destinations }) => {
    if (packaging !== 'zip' || path === undefined) return [];
    return Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, join(directory, path)]);
  });
}

/**
 * Reads the CDK output (cloud assembly) in `directory`.
 * @throws StartFailure unless it holds exactly one stack in the form that the runner knows.
 */
export async function loadAssembly(directory: string): Promise<Assembly> {
  const { artifacts } = await readJson(join(directory, 'manifest.json'), Manifest);
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (!stack || stacks.length > 1) {
    throw new StartFailure(`The app has ${stacks.length} stacks: the local runner runs exactly one.`);
  }
  const [id, { properties }] = stack;

  const assets = Object.values(artifacts)
    .filter(({ type }) => type === 'cdk:asset-manifest')
    .map((artifact) => join(directory, artifact.properties?.file ?? ''));
  const manifests = await Promise.all(assets.map((path) => readJson(path, AssetManifest)));
  return {
    stackName: properties?.stackName ?? id,
    template: await readJson(join(directory, properties?.templateFile ?? `${id}.template.json`), Template),
    assetDirectories: new Map(manifests.flatMap((manifest) => assetDirectoriesIn(manifest, directory))),
  };
}
