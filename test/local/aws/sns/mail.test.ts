import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startAwsEndpoint } from '../../../../local/aws/endpoint/aws-endpoint.ts';
import { openMailbox } from '../../../../local/aws/sns/mailbox.ts';
import { createTopicOperations } from '../../../../local/aws/sns/topic-operations.ts';
import { createClock } from '../../../../local/clock.ts';

const directory = mkdtempSync(join(tmpdir(), 'mail-'));
const arn = 'arn:aws:sns:eu-west-1:000000000000:staff';
const topics = [
  { id: 'Staff', name: 'staff', arn, sender: 'Appointments (salon)', emails: ['desk@salon.test', 'owner@salon.test'] },
];
const reported: string[] = [];
const mailbox = openMailbox(directory, createClock(), (line) => reported.push(line));
const endpoint = await startAwsEndpoint(createTopicOperations(topics, mailbox), (line) => reported.push(line));
const sns = new SNSClient({
  region: 'eu-west-1',
  endpoint: endpoint.address,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
const publish = (input: { TopicArn?: string; Subject?: string; Message?: string }) =>
  sns.send(new PublishCommand({ TopicArn: arn, Subject: 'Booked: Tue 6 May 2031 10:00', Message: 'Hello', ...input }));
const mails = () => readdirSync(directory).sort();

beforeEach(() => {
  for (const name of mails()) rmSync(join(directory, name));
  reported.length = 0;
});
afterAll(async () => {
  await endpoint.close(0);
  rmSync(directory, { recursive: true });
});

describe('what the SDK publishes to a topic', () => {
  it('lands in the folder as one e-mail to each address, which any mail program opens', async () => {
    const { MessageId } = await publish({ Message: 'When: 10:00 & <later>\nName: Zoë 👩‍👩‍👧‍👧\n' });
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(mails()).toEqual([
      expect.stringMatching(/^\d{4}-.*Z-1-booked-tue-6-may-2031-10-00\.eml$/),
      expect.stringMatching(/^\d{4}-.*Z-2-booked-tue-6-may-2031-10-00\.eml$/),
    ]);
    const [headers, ...body] = readFileSync(join(directory, mails()[1] ?? ''), 'utf8').split('\r\n\r\n');
    expect(headers?.split('\r\n')).toEqual([
      'From: "Appointments (salon)" <no-reply@sns.amazonaws.com>',
      'To: owner@salon.test',
      'Subject: Booked: Tue 6 May 2031 10:00',
      expect.stringMatching(/^Date: [A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/),
      expect.stringMatching(/^Message-ID: <[^<>@\s]+@[^<>@\s]+>$/),
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=UTF-8',
      'Content-Transfer-Encoding: 8bit',
    ]);
    expect(body).toEqual(['When: 10:00 & <later>\r\nName: Zoë 👩‍👩‍👧‍👧\r\n']);
    expect(reported).toEqual(
      mails().map((name, index) => `E-mail to ${topics[0]?.emails[index]}: ${join(directory, name)}`),
    );
  });

  it('has no line that is longer than a mail may have', async () => {
    await publish({ Message: '😀'.repeat(2_000) });
    const lines = readFileSync(join(directory, mails()[0] ?? ''), 'utf8').split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(998);
    expect(lines.join('')).toContain('😀'.repeat(2_000));
  });

  it.each([
    ['with a line break in its subject', { Subject: 'Booked\nBcc: everybody' }, 'InvalidParameter'],
    ['with a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'InvalidParameter'],
    ['for a topic that is not there', { TopicArn: `${arn}-two` }, 'NotFound'],
  ])('is refused as by SNS %s', async (_, input, name) => {
    await expect(publish(input)).rejects.toMatchObject({ name: expect.stringContaining(name) });
    expect(mails()).toEqual([]);
  });
});
