/** A local stack as a process of its own, which is killed with all that it holds in memory. Sends its endpoints. */
import * as z from 'zod/mini';
import { startLocalStack } from '../../local/start-local-stack.ts';

const [assembly, dataDirectory] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const { endpoints } = await startLocalStack({ port: 0, providerPort: 0, quiet: true, assembly, dataDirectory });
process.send?.(endpoints);
// Nobody is left who would end it.
process.on('disconnect', () => process.exit());
