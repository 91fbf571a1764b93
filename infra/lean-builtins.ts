import { builtinModules, createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMES = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:')).join('|');
const require = createRequire(import.meta.url);

const MEMBERS = 'members-of-builtin';
const WHOLE = 'builtin';

/** A module that exports what the built-in one does. A name that nobody imports is not read, nor left in the bundle. */
function membersOf(name: string): string {
  const exported = Object.keys(require(name)).filter((key) => key !== 'default' && /^[A-Za-z_$][\w$]*$/.test(key));
  return [
    `const builtin = process.getBuiltinModule('node:${name}');`,
    'const member = (name) => builtin[name];',
    'export default builtin;',
    ...exported.map((key) => `const its_${key} = /* @__PURE__ */ member('${key}'); export { its_${key} as ${key} };`),
  ].join('\n');
}

/**
 * Has a bundle take from Node's own modules by name, with `process.getBuiltinModule`, instead of importing them. An
 * import reads all that a built-in module exports, and reading some of that loads much more: the WebSocket of
 * `node:http`, for one, a whole HTTP client, which takes longer than everything else in a bundle.
 */
export const leanBuiltins: Plugin = {
  name: 'lean-builtins',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:node:)?(?:${NAMES})$`) }, ({ path: name, kind }) => ({
      path: name.replace(/^node:/, ''),
      namespace: kind === 'import-statement' ? MEMBERS : WHOLE,
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: MEMBERS }, ({ path: name }) => ({ contents: membersOf(name) }));
    // An import() may use any name.
    build.onLoad({ filter: /.*/, namespace: WHOLE }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${name}');`,
    }));
  },
};
