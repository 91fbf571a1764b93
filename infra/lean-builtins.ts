import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const MODULES = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:')).join('|');

/**
 * Has a bundle take Node's own modules by `process.getBuiltinModule` instead of `import`. An import of a built-in module
 * reads all it exports, and some of that loads much more: the WebSocket of `node:http`, for one, a whole HTTP client,
 * which takes longer than everything else in a bundle. This way a name costs something when it is used.
 */
export const leanBuiltins: Plugin = {
  name: 'lean-builtins',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:node:)?(?:${MODULES})$`) }, ({ path: name }) => ({
      path: name.replace(/^node:/, ''),
      namespace: 'builtin',
    }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${name}');`,
    }));
  },
};
