import type { Metafile } from 'esbuild';

/** The name under which a bundle's own code is counted. */
export const OWN_CODE = 'own code';

/** The package a file belongs to. */
export const packageOf = (file: string): string => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? OWN_CODE;

/** The bytes that each package has in a bundle, largest first. */
export function packagesOf({ inputs }: Metafile['outputs'][string]): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    if (bytesInOutput > 0) bytes.set(packageOf(file), (bytes.get(packageOf(file)) ?? 0) + bytesInOutput);
  }
  return new Map([...bytes].sort(([, one], [, other]) => other - one));
}
