import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { fullContract, resourcesOf, synthesize } from './synthesized.ts';

const RESTORED = {
  name: 'salon-restored',
  streamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/salon-restored/stream/2026-12-01T10:00:00.000',
};

describe('a restored table', () => {
  const own = synthesize(fullContract);
  const restored = synthesize({ ...fullContract, restoredTable: RESTORED });
  const [table = ''] = Object.keys(own.findResources('AWS::DynamoDB::GlobalTable'));

  it('takes the place of the stack’s own in every function, permission and stream reader', () => {
    const using = [
      ...resourcesOf(restored, 'AWS::Lambda::Function'),
      ...resourcesOf(restored, 'AWS::IAM::Role'),
      ...resourcesOf(restored, 'AWS::Lambda::EventSourceMapping'),
    ];
    expect(JSON.stringify(using)).not.toContain(table);
    const mappings = resourcesOf(restored, 'AWS::Lambda::EventSourceMapping', { StartingPosition: 'TRIM_HORIZON' });
    expect(mappings.map(({ EventSourceArn }) => EventSourceArn)).toEqual([RESTORED.streamArn, RESTORED.streamArn]);
    expect(restored.findOutputs('TableName')).toMatchObject({ TableName: { Value: RESTORED.name } });
  });

  it('leaves the stack’s own as it is, to go back to', () => {
    expect(restored.findResources('AWS::DynamoDB::GlobalTable')).toEqual(
      own.findResources('AWS::DynamoDB::GlobalTable'),
    );
  });

  it('must be named with its own stream', () => {
    const wrong = { ...fullContract, restoredTable: { ...RESTORED, name: 'another' } };
    expect(Contract.safeParse(wrong).error?.issues.map(({ message }) => message)).toEqual([
      'must belong to the table of that name',
    ]);
  });
});

const DOCS = path.join(import.meta.dirname, '..', '..', 'docs');

/** Stands in for AWS's command: the table is not there at first, then is made for longer than AWS's own waiter waits. */
const AWS = `#!/bin/sh
echo x >> asked
case $(($(wc -l < asked))) in
  1) echo ResourceNotFoundException >&2; exit 254 ;;
  40) echo ACTIVE ;;
  *) echo CREATING ;;
esac
`;

describe('the runbook’s restore', () => {
  it('waits for the table however long it takes to be there', () => {
    const work = mkdtempSync(path.join(tmpdir(), 'appointment-flow-restore-'));
    try {
      writeFileSync(path.join(work, 'aws'), AWS, { mode: 0o755 });
      writeFileSync(path.join(work, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
      const [wait = ''] =
        /^until_active\(\) \{\n.*?^\}$/ms.exec(readFileSync(path.join(DOCS, 'runbook.md'), 'utf8')) ?? [];
      const { status, stdout } = spawnSync('sh', ['-c', `NEW=restored\n${wait}\nuntil_active && echo there`], {
        cwd: work,
        env: { PATH: `${work}:${process.env['PATH']}` },
        encoding: 'utf8',
      });
      const lines = stdout.trim().split('\n');
      expect([status, lines[0], lines[1], lines.at(-1)]).toEqual([
        0,
        'restored: not there yet',
        'restored: CREATING',
        'there',
      ]);
      expect(lines).toHaveLength(40);
    } finally {
      rmSync(work, { recursive: true });
    }
  });

  it('and all other documents leave no waiting to a command that gives up after minutes', () => {
    const documents = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
    const commands = documents.flatMap(
      (file) => readFileSync(path.join(DOCS, file), 'utf8').match(/^ *aws \S+ wait .*$/gm) ?? [],
    );
    expect(commands).toEqual([]);
  });
});
