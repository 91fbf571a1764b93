/**
 * `npm run licences`: lists the licence of every package in the CycloneDX document on standard input. It has the packages
 * for development too and marks them, because the pages' bundles contain some of them. npm's own `--omit=dev` also leaves
 * out packages that both need.
 */
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';

const Licence = z.union([
  z.object({ license: z.object({ id: z.string() }) }),
  z.object({ license: z.object({ name: z.string() }) }),
  z.object({ expression: z.string() }),
]);

const Component = z.object({
  name: z.string(),
  version: z.string(),
  licenses: z._default(z.array(Licence), []),
  properties: z._default(z.array(z.object({ name: z.string(), value: z.string() })), []),
});

const Document = z.object({ components: z.array(Component) });

const DEVELOPMENT = 'cdx:npm:package:development';

function nameOf(licence: z.infer<typeof Licence>): string {
  if ('expression' in licence) return licence.expression;
  return 'id' in licence.license ? licence.license.id : licence.license.name;
}

function lineOf({ name, version, licenses, properties }: z.infer<typeof Component>): string {
  const licence = licenses.map(nameOf).join(', ') || 'no licence stated';
  const isDevelopment = properties.some((property) => property.name === DEVELOPMENT && property.value === 'true');
  return [licence, `${name}@${version}`, ...(isDevelopment ? ['development'] : [])].join('\t');
}

const { components } = Document.parse(JSON.parse(await text(process.stdin)));
process.stdout.write(`${components.map(lineOf).sort().join('\n')}\n`);
