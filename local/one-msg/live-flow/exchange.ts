import { isJsonObject, type JsonObject } from '../../../functions/shared/domain/text/json.ts';
import { entryScreen, type LiveFlow, mayFollow, screenOf } from './live-flow.ts';
import { takeData } from './screen-data.ts';

/** What a phone asks while a customer fills in a live form. `screen` is where they are, or the one that BACK leaves. */
export type Asked = {
  action: 'INIT' | 'data_exchange' | 'BACK';
  screen?: string | undefined;
  data?: JsonObject | undefined;
};

/**
 * What comes of an exchange: what the customer sees, or that a ping was answered. `failed` is WhatsApp's general error, and `reason` says why. `over` closes the
 * form and disables the message's button for good.
 */
export type Outcome =
  | { kind: 'screen'; screen: string; data: JsonObject; errorMessage?: string }
  | { kind: 'ended'; params: JsonObject }
  | { kind: 'over'; message: string }
  | { kind: 'active' }
  | { kind: 'failed'; reason: string; detail?: string };

/** The screen with which a form ends. */
const END = 'SUCCESS';

/** What a phone makes of a decrypted answer with the status 200. */
export function readAnswer(flow: LiveFlow, asked: Asked, answer: JsonObject): Outcome {
  const { version, screen, data } = answer;
  if (version !== flow.data_api_version)
    return failed('invalid-version', `version must be ${flow.data_api_version}, as in the request`);
  if (typeof screen !== 'string' || !isJsonObject(data)) return failed('invalid-answer', 'screen or data is missing');
  if (screen === END) return endOf(asked, data);
  const next = screenOf(flow, screen);
  if (!next) return failed('unknown-screen', `the Flow has no screen ${screen}`);
  const from = asked.action === 'INIT' ? undefined : asked.screen;
  const isNext = from === undefined ? screen === entryScreen(flow) : mayFollow(flow, from, screen);
  if (!isNext) return failed('invalid-screen-transition', `${screen} does not follow ${from ?? asked.action}`);
  const taken = takeData(next, data);
  return 'reason' in taken ? failed(taken.reason, taken.detail) : { kind: 'screen', screen, ...taken };
}

function endOf({ action }: Asked, { extension_message_response: response }: JsonObject): Outcome {
  if (action !== 'data_exchange') return failed('invalid-screen-transition', `${END} does not follow ${action}`);
  const params = isJsonObject(response) ? response['params'] : undefined;
  if (isJsonObject(params) && typeof params['flow_token'] === 'string') return { kind: 'ended', params };
  return failed('invalid-answer', 'the end needs extension_message_response.params with the flow_token');
}

/** What WhatsApp makes of the answer to a ping. */
export function readPing({ data }: JsonObject): Outcome {
  if (isJsonObject(data) && data['status'] === 'active') return { kind: 'active' };
  return failed('invalid-answer', 'data.status must be active');
}

/** What a phone makes of a decrypted answer with the status 427. */
export function readEnd({ error_msg: message }: JsonObject): Outcome {
  if (typeof message === 'string' && message !== '') return { kind: 'over', message };
  return failed('invalid-answer', '427 needs an error_msg');
}

export const failed = (reason: string, detail?: string): Outcome => ({
  kind: 'failed',
  reason,
  ...(detail !== undefined && { detail }),
});
