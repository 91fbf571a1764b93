import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { EXIT, VerbFailure } from './exit-codes.ts';
import type { Io } from './io.ts';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Reads one line from the terminal; shows the typed characters only if `echo` is set. */
async function askLine({ stdin, stderr }: Io, question: string, echo: boolean): Promise<string> {
  const shown = new Writable({
    write(chunk, _encoding, done) {
      stderr.write(String(chunk));
      done();
    },
  });
  const reader = createInterface({ input: stdin, output: echo ? shown : nowhere(), terminal: true });
  stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.once('line', resolve);
      const giveUp = () => reject(new VerbFailure('Interrupted; nothing was changed.', EXIT.interrupted));
      reader.once('SIGINT', giveUp);
      reader.once('close', giveUp);
    });
  } finally {
    reader.close();
    if (!echo) stderr.write('\n');
  }
}

const Token = z.string().check(z.regex(/^[\x21-\x7e]{1,4096}$/));
/** EventBridge's rule for the value of an API key, without special characters: words separated by single spaces. */
const CrmKey = z.string().check(z.regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/), z.maxLength(512));

/** Meta makes them of 32 characters, but documents no form. */
const AppSecret = z.string().check(z.regex(/^[\x21-\x7e]{16,128}$/));

/** Reads a secret: without echo from a terminal, otherwise all of stdin. */
const readSecret = async (io: Io, question: string): Promise<string> =>
  (io.stdin.isTTY ? await askLine(io, question, false) : await text(io.stdin)).trim();

/**
 * Reads a channel's token.
 * @throws VerbFailure if the input cannot be a token
 */
export async function readToken(io: Io, channelId: string): Promise<string> {
  const token = Token.safeParse(await readSecret(io, `Token of the channel ${channelId} (it is not shown): `));
  if (token.success) return token.data;
  throw new VerbFailure('That is no token: it is one word without spaces, from the 1MSG dashboard.', EXIT.wrongUsage);
}

/**
 * Reads the stack's API key for a CRM, exactly as the header carries it.
 * @throws VerbFailure if the input cannot be a key
 */
export async function readCrmKey(io: Io): Promise<string> {
  const key = CrmKey.safeParse(await readSecret(io, 'Key of the CRM (it is not shown): '));
  if (key.success) return key.data;
  throw new VerbFailure('That is no key: it is one line of at most 512 plain characters.', EXIT.wrongUsage);
}

/**
 * Reads a secret of a Meta app.
 * @throws VerbFailure if the input cannot be one
 */
export async function readAppSecret(io: Io): Promise<string> {
  const secret = AppSecret.safeParse(await readSecret(io, 'Secret of the Meta app (it is not shown): '));
  if (secret.success) return secret.data;
  throw new VerbFailure('That is no app secret: it is one word, usually of 32 characters.', EXIT.wrongUsage);
}

/**
 * Makes the user type a word before an irreversible step.
 * @throws VerbFailure if they type another word, or there is no terminal
 */
export async function confirmByTyping(io: Io, warning: string, word: string): Promise<void> {
  if (!io.stdin.isTTY) throw new VerbFailure(`${warning} Give --yes to do it without being asked.`, EXIT.wrongUsage);
  const typed = await askLine(io, `${warning}\nType ${word} to go on: `, true);
  if (typed.trim() !== word) throw new VerbFailure('Not confirmed; nothing was changed.');
}
