import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runProgram } from '../run-program.ts';

/** https://central.sonatype.com/artifact/com.amazonaws/DynamoDBLocal, the newest that runs on Java 17. */
export const COORDINATES = { groupId: 'com.amazonaws', artifactId: 'DynamoDBLocal', version: '2.5.2' };
const STARTS_WITHIN_MS = 60_000;
const POLL_MS = 200;

/** Has Maven bring DynamoDB Local, with all it needs, into a folder. Throws an `Error` that says what to do instead. */
export async function bringByMaven(folder: string): Promise<void> {
  const { groupId, artifactId, version } = COORDINATES;
  const pom = path.join(folder, 'pom.xml');
  await writeFile(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
     <groupId>local</groupId><artifactId>comparison</artifactId><version>1</version>
     <dependencies><dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId>
     <version>${version}</version></dependency></dependencies></project>`,
  );
  const outputFolder = `-DoutputDirectory=${folder}`;
  const { code, out } = await runProgram('mvn', [
    '--quiet',
    '--file',
    pom,
    'dependency:copy-dependencies',
    outputFolder,
  ]);
  if (code === 0) return;
  throw new Error(`Maven did not bring DynamoDB Local: name a folder that has it with --jars. ${out}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await once(server.close(), 'close');
  if (typeof address === 'string' || !address) throw new Error('There is no free port.');
  return address.port;
}

/** Starts DynamoDB Local, in memory, from a folder with its JAR files. It listens on all interfaces while it runs. */
export async function startDynamoDbLocal(jars: string): Promise<{ endpoint: string; close(): void }> {
  const port = await freePort();
  const child: ChildProcess = spawn(
    'java',
    [
      `-Djava.library.path=${[jars, path.join(jars, 'DynamoDBLocal_lib')].join(path.delimiter)}`,
      ...['-cp', [path.join(jars, '*'), path.join(jars, 'DynamoDBLocal_lib', '*')].join(path.delimiter)],
      'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
      ...['-inMemory', '-disableTelemetry', '-port', String(port)],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + STARTS_WITHIN_MS; ; await delay(POLL_MS)) {
    if (await fetch(endpoint).catch(() => undefined)) return { endpoint, close: () => void child.kill() };
    if (child.exitCode !== null || Date.now() > until) {
      child.kill();
      throw new Error(`DynamoDB Local did not start from ${jars}.`);
    }
  }
}
