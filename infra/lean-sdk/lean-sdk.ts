import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Loader, Metafile, Plugin } from 'esbuild';
import { packageOf } from '../packages-of.ts';
import { REPLACEMENTS, type Replacement } from './replacements.ts';

/** What the SDK brings to find credentials elsewhere than in a Lambda's environment. */
const UNUSED_IN_LAMBDA = [
  /^@aws-sdk\/credential-provider-(?!env$)/,
  /^@aws-sdk\/(?:nested-clients|token-providers|endpoint-cache)$/,
  /^@smithy\/credential-provider-imds$/,
];
const LOADER: Loader = 'js';

async function replace({ check, contents }: Replacement, file: string) {
  try {
    check(await readFile(file, 'utf8'));
  } catch (error) {
    const name = file.slice(file.lastIndexOf('node_modules'));
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`${name} has changed: ${reason}. Look at it and adapt infra/lean-sdk.`);
  }
  return { contents, loader: LOADER, resolveDir: path.dirname(file) };
}

/** Throws if a file that is replaced no longer keeps out what it was replaced for. */
function refuseUnused({ outputs }: Metafile): void {
  const bundled = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageOf(file)] : [])),
  );
  const unused = [...new Set(bundled)].filter((name) => UNUSED_IN_LAMBDA.some((pattern) => pattern.test(name)));
  if (unused.length > 0) {
    throw new Error(`The bundles contain ${unused.join(', ')}, which no Lambda needs. Adapt infra/lean-sdk.`);
  }
}

/**
 * Leaves out of a bundle what the AWS SDK carries for other places than Lambda, and what it does for each call that is the
 * same for every call, by putting small files in the place of a few of the SDK's own (which `?its-own` still imports).
 * Fails the build if these are not what they were when this was written: after an upgrade of the SDK somebody has to look.
 * Needs `metafile`.
 */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    for (const replacement of REPLACEMENTS) {
      build.onLoad({ filter: replacement.file }, ({ path: file, suffix }) =>
        suffix ? undefined : replace(replacement, file),
      );
    }
    build.onEnd(({ metafile }) => {
      if (metafile) refuseUnused(metafile);
    });
  },
};
