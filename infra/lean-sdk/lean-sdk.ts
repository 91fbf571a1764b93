import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Loader, Metafile, Plugin } from 'esbuild';
import { packageOf } from '../packages-of.ts';
import { REPLACEMENTS, type Replacement } from './replacements.ts';
import reviewed from './reviewed.json' with { type: 'json' };

/** What the SDK brings to find credentials elsewhere than in a Lambda's environment. */
const UNUSED_IN_LAMBDA = [
  /^@aws-sdk\/credential-provider-(?!env$)/,
  /^@aws-sdk\/(?:nested-clients|token-providers)$/,
  /^@smithy\/credential-provider-imds$/,
];
const LOADER: Loader = 'js';

/** The version and the content (SHA-256) of each replaced file when somebody last compared it with its replacement. */
const REVIEWED: Readonly<Record<string, { version: string; sha256: string }>> = reviewed;

const WAY_OUT = 'To build with the SDK as it is, add --context plainSdk=true.';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function changed(file: string, sha256: string): Error {
  const name = packageOf(`node_modules/${file}`);
  const version = REVIEWED[file]?.version;
  return new Error(
    `node_modules/${file} is not the file that was reviewed when infra/lean-sdk replaced it.\n` +
      `1. See what changed: npm diff --diff=${name}@${version} --diff=${name}@<installed> ${file.slice(name.length + 1)}\n` +
      '2. If its replacement in infra/lean-sdk/replacements.ts must change too, change it.\n' +
      `3. Put the installed version and this hash into infra/lean-sdk/reviewed.json: ${sha256}\n${WAY_OUT}`,
  );
}

const moved = (files: string[]): Error =>
  new Error(
    `infra/lean-sdk replaces files that the bundles do not contain: ${files.join(', ')}.\n` +
      '1. Find where their exports are now: the SDK has moved or renamed these files, or no longer imports them.\n' +
      '2. Change the paths in infra/lean-sdk/replacements.ts and infra/lean-sdk/reviewed.json, or delete the replacements.\n' +
      WAY_OUT,
  );

async function replace({ file, contents }: Replacement, found: string) {
  const sha256 = createHash('sha256')
    .update(await readFile(found))
    .digest('hex');
  if (sha256 !== REVIEWED[file]?.sha256) throw changed(file, sha256);
  return { contents, loader: LOADER, resolveDir: path.dirname(found) };
}

/** Throws if a package is bundled and the file of it that is to be replaced was not there. */
function refuseUnmatched({ inputs }: Metafile, matched: ReadonlySet<string>): void {
  const packages = new Set(Object.keys(inputs).map(packageOf));
  const unmatched = REPLACEMENTS.map(({ file }) => file).filter(
    (file) => !matched.has(file) && packages.has(packageOf(`node_modules/${file}`)),
  );
  if (unmatched.length > 0) throw moved(unmatched);
}

/** Throws if a bundle has what the replacements are there to keep out. */
function refuseUnused({ outputs }: Metafile): void {
  const bundled = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageOf(file)] : [])),
  );
  const unused = [...new Set(bundled)].filter((name) => UNUSED_IN_LAMBDA.some((pattern) => pattern.test(name)));
  if (unused.length > 0) {
    throw new Error(
      `The bundles contain ${unused.join(', ')}, which no Lambda needs. A new client needs its line in ` +
        `infra/lean-sdk/replacements.ts. ${WAY_OUT}`,
    );
  }
}

/**
 * Leaves out of a bundle what the AWS SDK carries for other places than Lambda, and what it does for each call that is the
 * same for every call, by putting small files in the place of a few of the SDK's own (which `?its-own` still imports).
 * Fails the build if one of these is not where it was, or not what it was, when somebody last reviewed it. Needs
 * `metafile`.
 */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    const matched = new Set<string>();
    build.onStart(() => matched.clear());
    for (const replacement of REPLACEMENTS) {
      const filter = new RegExp(`[\\\\/]node_modules[\\\\/]${escaped(replacement.file)}$`);
      build.onLoad({ filter }, ({ path: found, suffix }) => {
        if (suffix) return undefined;
        matched.add(replacement.file);
        return replace(replacement, found);
      });
    }
    build.onEnd(({ metafile, errors }) => {
      if (!metafile || errors.length > 0) return;
      refuseUnmatched(metafile, matched);
      refuseUnused(metafile);
    });
  },
};
