/** A table in a process of its own, to be killed: prints the endpoint as soon as it answers. */
import { startTableEngine } from '../../../../local/aws/dynamodb/table-engine.ts';
import { NOW, TABLE } from './table-definitions.ts';

const [, , dataDirectory = ''] = process.argv;
const { endpoint } = await startTableEngine({ table: TABLE, dataDirectory, now: () => NOW });
process.stdout.write(`${endpoint}\n`);
