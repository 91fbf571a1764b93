import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSignedByApp } from '../../../functions/shared/provider/exchange/app-signature.ts';
import { openEnvelope } from '../../../functions/shared/provider/exchange/envelope.ts';
import { readExchange } from '../../../functions/shared/provider/exchange/read-exchange.ts';
import { createFlowPhone } from '../../support/flow-phone.ts';

const aKeyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

const [present, next, foreign] = [aKeyPair(), aKeyPair(), aKeyPair()];
const phone = await createFlowPhone(pemOf(present.publicKey));

describe('an envelope', () => {
  it('opens for its key, and its answer for the phone alone', async () => {
    const sent = await phone.encrypt({ action: 'ping', version: '4.0' });
    const opened = openEnvelope(sent.body, [present.privateKey]);
    expect(opened?.content).toEqual({ action: 'ping', version: '4.0' });
    expect(await sent.read(opened?.seal({ data: { status: 'active' } }) ?? '')).toEqual({ data: { status: 'active' } });
    const other = await phone.encrypt({ action: 'ping' });
    await expect(other.read(opened?.seal({}) ?? '')).rejects.toThrow();
  });

  it('opens with either key of a rotation, and with no other', async () => {
    const { body } = await phone.encrypt({ action: 'ping' });
    expect(openEnvelope(body, [next.privateKey, present.privateKey])).toBeDefined();
    expect(openEnvelope(body, [foreign.privateKey])).toBeUndefined();
    expect(openEnvelope(body, [])).toBeUndefined();
  });

  it('does not open if somebody changed a byte of any part', async () => {
    const { body } = await phone.encrypt({ action: 'INIT', data: { words: 'ñandú' } });
    for (const part of ['encrypted_flow_data', 'encrypted_aes_key', 'initial_vector'] as const) {
      const bytes = Buffer.from(body[part], 'base64');
      for (const at of [0, bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
        const tampered = { ...body, [part]: changed.toString('base64') };
        expect(openEnvelope(tampered, [present.privateKey])).toBeUndefined();
      }
      for (const wrong of ['', 'AAAA', bytes.subarray(1).toString('base64')])
        expect(openEnvelope({ ...body, [part]: wrong }, [present.privateKey])).toBeUndefined();
    }
  });

  it('holds nothing that can be read if its content is not JSON, or nests without end', async () => {
    for (const text of ['', 'x', '['.repeat(5_000) + ']'.repeat(5_000)]) {
      const { body } = await phone.encrypt(text);
      expect(openEnvelope(body, [present.privateKey])?.content).toBeUndefined();
    }
  });
});

describe('what a phone says', () => {
  it('is a ping', () => {
    expect(readExchange({ version: '3.0', action: 'ping' })).toEqual({ kind: 'ping', version: '3.0' });
  });

  it('is a screen with its token, and with data or without', () => {
    expect(readExchange({ version: '4.0', action: 'INIT', flow_token: 't', screen: '', data: null })).toEqual({
      kind: 'form',
      version: '4.0',
      action: 'INIT',
      screen: '',
      data: {},
      token: 't',
      isPreview: false,
    });
  });

  it.each([undefined, null, ''])('has the ref of its screen where the token is %j', (flow_token) => {
    const said = { version: '4.0', action: 'data_exchange', screen: 'WHEN', data: { ref: 'r' }, flow_token };
    expect(readExchange(JSON.parse(JSON.stringify(said)))).toMatchObject({ screen: 'WHEN', token: 'r' });
  });

  it('is a preview by its token', () => {
    const said = { version: '4.0', action: 'INIT', flow_token: 'flows-builder-1a2b' };
    expect(readExchange(said)).toMatchObject({ isPreview: true });
  });

  it.each([
    [{ error: 'INVALID_SCREEN_TRANSITION', error_message: 'Alex' }, 'INVALID_SCREEN_TRANSITION'],
    [{ error_key: 'timeout_error', error_message: 'Alex' }, 'timeout_error'],
    [{ error: 'Alex typed +34 600 000 001' }, 'unnamed'],
  ])('is a report of an error, never what the customer typed: %j', (data, error) => {
    const said = { version: '4.0', action: 'data_exchange', screen: 'WHEN', flow_token: 't', data };
    expect(readExchange(said)).toEqual({ kind: 'error-report', version: '4.0', error, token: 't' });
  });

  it.each([
    [undefined],
    [null],
    ['ping'],
    [[]],
    [{}],
    [{ action: 'complete' }],
    [{ action: 'INIT', flow_token: 7 }],
    [{ action: 'INIT', flow_token: 'x'.repeat(600) }],
    [{ action: 'INIT', data: [] }],
    [{ action: 'ping', version: '<script>' }],
  ])('is not understood: %j', (said) => {
    expect(readExchange(said)).toBeUndefined();
  });
});

describe('the signature of the app', () => {
  const body = '{"encrypted_flow_data":"…"}';
  const signed = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

  it('is good with the old and the new secret during a change', () => {
    for (const secret of ['old', 'new']) expect(isSignedByApp(body, signed(secret), ['new', 'old'])).toBe(true);
  });

  it.each([undefined, '', 'sha256=', `sha256=${'0'.repeat(64)}`, signed('other'), signed('new').slice(7)])(
    'is refused: %s',
    (header) => {
      expect(isSignedByApp(body, header, ['new'])).toBe(false);
    },
  );

  it('is not asked for where no secret is configured', () => {
    expect(isSignedByApp(body, undefined, [])).toBe(true);
  });
});
