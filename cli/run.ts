import { Command, CommanderError, Option } from 'commander';
import { describeFailure } from './describe-failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { hintsFor } from './hints.ts';
import { type Io, printable } from './io.ts';
import { completedReport, json, printReport } from './report.ts';
import { CommonOptions, createSession } from './session.ts';
import type { Verb } from './verbs/verb.ts';
import { VERBS } from './verbs/verbs.ts';

const NOTES = `
Without --local a verb works on the deployed stack that the contract in cdk.json names.

Setting a channel up, in this order:
  npm run channel -- publish-flow --ask-token   put the form on WhatsApp; its id goes into the contract
  npm run deploy                                make the stack, with the channel's id in the contract too
  npm run channel -- set-token                  store the channel's token
  npm run channel -- register                   let the channel tell the stack what happens
  npm run channel -- status                     see whether all is well
  npm run channel -- send +34600000001 --name Alex

Exit codes:
  0  done, or everything is as it should be
  1  AWS, the provider or the API did not do as asked
  2  the command line cannot be understood
  3  done, and what was found needs a person (status, doctor, register, publish-flow, endpoint,
     send, load, trace, set-token, claims rebuild, redrive, replay)
  4  send: how it ends was not known before the time was up
  130  interrupted

For scripts: --json prints one JSON value on stdout (of a failure {"error"}); all else goes to stderr. npm itself prints
two lines before it unless it is told not to: npm run --silent channel -- status --json`;

/**
 * Runs one command line (without the program's own name) and returns its exit code. Writes only to `io`, throws
 * nothing, and leaves the process unchanged.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const program = createProgram(io);
  const attach = (verb: Verb, parent: Command): void => {
    const command = verb.define(parent);
    command.action(async () => {
      exitCode = await perform(verb, command, io);
    });
    for (const below of verb.verbs ?? []) attach(below, command);
  };
  for (const verb of VERBS) attach(verb, program);

  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has already printed its message or the requested help.
    return error.exitCode === 0 ? EXIT.fine : EXIT.wrongUsage;
  }
}

function createProgram({ stdout, stderr }: Io): Command {
  return new Command('npm run channel --')
    .description("Sets a stack's WhatsApp channel up, and looks after it.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false)
    .addOption(new Option('--local', 'the stack that "npm start" runs here').conflicts(['stack', 'region', 'profile']))
    .option('--stack <name>', 'the deployed stack of this name')
    .option('--region <region>', 'its AWS region')
    .option('--profile <profile>', 'the AWS profile to use')
    .option('--contract <file>', "the contract's file, if it is not in cdk.json")
    .option('--json', 'print JSON for scripts')
    .addHelpText('after', NOTES);
}

async function perform(verb: Verb, command: Command, io: Io): Promise<ExitCode> {
  const common = CommonOptions.parse(command.optsWithGlobals());
  const complete = hintsFor(common);
  try {
    const report = await verb.run(createSession(io, common), {
      operands: command.args,
      options: command.optsWithGlobals(),
    });
    printReport(io, completedReport(report, complete), common.json ?? false);
    return report.exitCode;
  } catch (error) {
    const { sentence: said, exitCode } = describeFailure(error);
    const sentence = complete(said);
    io.stderr.write(`${printable(sentence)}\n`);
    if (common.json) io.stdout.write(json({ error: sentence }));
    return exitCode;
  }
}
