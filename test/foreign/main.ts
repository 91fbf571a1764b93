/** `npm run compare:<name>`: holds what we made against what others made. */
import { Command, InvalidArgumentError } from 'commander';
import { type ApiOptions, api } from './api/compare-api.ts';
import { calendars } from './calendar/compare-calendars.ts';
import { hold } from './comparison.ts';
import { type TableOptions, tables } from './dynamodb-local/compare-tables.ts';
import { events } from './events/compare-events.ts';
import { liveForm } from './live-form/compare-live-form.ts';
import { runtimes } from './runtime-client/compare-runtimes.ts';
import { template } from './template/compare-template.ts';

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Give a whole number from 1.');
}

const program = new Command('test/foreign/main.ts').description(
  'Holds what this project makes against programs that others made.',
);

program
  .command('calendar')
  .description('Calendar feeds in every time zone, by Python parsers of iCalendar.')
  .action(() => hold(calendars()));

program
  .command('events')
  .description("The events, against their published schemas, by Python's reference validator of JSON Schema.")
  .option('--stories <number>', 'how many simulated stories make events', wholeNumber, 100)
  .option('--from <seed>', 'the first story', wholeNumber, 1)
  .action((options) => hold(events(options)));

program
  .command('dynamodb-local')
  .description(
    'The embedded table engine, against DynamoDB Local, by random operations; 200 callers ask there for one place.',
  )
  .option('--jars <folder>', 'a folder with DynamoDBLocal.jar and what it needs; left out: Maven brings it')
  .option('--operations <number>', 'how many operations', wholeNumber, 2_000)
  .option('--seed <number>', 'another seed gives other operations', wholeNumber, 1)
  .option('--rounds <number>', 'how often 200 callers ask at once for a place of 1, 2 and 7', wholeNumber, 10)
  .action((options: TableOptions) => hold(tables(options)));

program
  .command('live-form')
  .description("The endpoint of live forms on the local stack, by a phone with Python's cryptography.")
  .action(() => hold(liveForm()));

program
  .command('template')
  .description("The synthesized template, by cfn-lint, AWS's own linter.")
  .action(() => hold(template()));

program
  .command('runtime-client')
  .description("Every bundle, under AWS's own runtime client for Node and in the local runtime.")
  .option('--client <folder>', 'a folder where npm installed aws-lambda-ric; left out: npm brings and builds it')
  .action((options: { client?: string }) => hold(runtimes(options)));

program
  .command('api')
  .description('The HTTP API of the local stack, by the fuzzer schemathesis.')
  .option('--seconds <number>', 'for so long', wholeNumber, 120)
  .option('--seed <number>', 'another seed gives other requests', wholeNumber, 1)
  .action((options: ApiOptions) => hold(api(options)));

await program.parseAsync();
