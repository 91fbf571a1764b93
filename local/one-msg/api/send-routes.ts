import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { parseInput } from '../../parse-input.ts';
import { SENDING_METHODS } from '../behaviour/behaviour.ts';
import type { Draft } from '../chat/conversation.ts';
import { readObject } from '../request-body.ts';
import type { Channel } from '../simulated-channel.ts';
import { type Answer, invalid, notFound, respond, tooManyRequests } from './method-answers.ts';
import { SendButton, SendFlow, SendList, SendMessage, SendTemplate } from './send-fields.ts';
import { sendDraft } from './sending.ts';
import { renderTemplate } from './template-sending.ts';

const ReadMessage = z.object({ messageId: z.string().check(z.minLength(1)) });

/** The methods that send, and readMessage. */
export function sendRoutes(channel: Channel): Hono {
  const routes = new Hono();

  const paths = SENDING_METHODS.map((method) => `/${method}`);
  routes.on('POST', paths, async (c, next) => {
    const waitSeconds = channel.rates.enterChannel();
    if (waitSeconds > 0) return respond(c, tooManyRequests(waitSeconds));
    return next();
  });
  routes.post('/sendFlow', (c) =>
    answerParsed(c, SendFlow, (request) => {
      const refusal = refuseFlow(channel, request);
      return refusal ?? sendDraft(channel, request, flowDraft(request), { needsWindow: true });
    }),
  );
  routes.post('/sendTemplate', (c) =>
    answerParsed(c, SendTemplate, (request) => {
      const rendered = renderTemplate(channel, request);
      if ('refusal' in rendered) return rendered.refusal;
      return sendDraft(channel, request, rendered.draft, { needsWindow: false });
    }),
  );
  routes.post('/sendMessage', (c) =>
    answerParsed(c, SendMessage, (request) => {
      const draft: Draft = { kind: 'text', body: request.body, quotedMessageId: request.quotedMsgId };
      return sendDraft(channel, request, draft, { needsWindow: true });
    }),
  );
  routes.post('/sendButton', (c) =>
    answerParsed(c, SendButton, (request) => sendDraft(channel, request, buttonsDraft(request), { needsWindow: true })),
  );
  routes.post('/sendList', (c) =>
    answerParsed(c, SendList, (request) => sendDraft(channel, request, listDraft(request), { needsWindow: true })),
  );
  routes.post('/readMessage', (c) =>
    answerParsed(c, ReadMessage, ({ messageId }) => {
      const message = channel.messages.get(messageId);
      if (!message?.fromCustomer) return notFound('message');
      message.history.push({ status: 'read', at: channel.clock.now().getTime() });
      channel.changed();
      return { status: 200, body: { success: true } };
    }),
  );
  return routes;
}

async function answerParsed<S extends z.ZodMiniType>(
  c: Context,
  schema: S,
  act: (request: z.output<S>) => Answer,
): Promise<Response> {
  const body = await readObject(c);
  if (!body) return respond(c, invalid('the body must be a JSON object'));
  const parsed = parseInput(schema, body);
  return respond(c, parsed.ok ? act(parsed.value) : invalid(parsed.fault));
}

/** A draft Flow can be sent only in draft mode; another account's Flow cannot be sent. */
function refuseFlow({ flows, behaviour }: Channel, { flowId, mode = 'published' }: SendFlow): Answer | undefined {
  const flow = flows.get(flowId);
  if (!flow) return behaviour.current.knownFlowsOnly ? invalid('flowId: no such Flow on this account') : undefined;
  if (flow.status === 'DRAFT' && mode !== 'draft') return invalid('flowId: this Flow is a draft, publish it first');
  return undefined;
}

const buttonsDraft = ({ body, buttons, quotedMsgId }: SendButton): Draft => ({
  kind: 'buttons',
  body,
  quotedMessageId: quotedMsgId,
  replies: { kind: 'buttons', options: buttons },
});

const listDraft = ({ body, action, sections, quotedMsgId }: SendList): Draft => ({
  kind: 'list',
  body,
  quotedMessageId: quotedMsgId,
  replies: { kind: 'list', action, options: sections.flatMap(({ rows }) => rows) },
});

function flowDraft({ body, flowId, flowToken, flowCta, flowActionPayload, quotedMsgId }: SendFlow): Draft {
  const { screen, data } = flowActionPayload ?? {};
  return {
    kind: 'flow',
    body,
    quotedMessageId: quotedMsgId,
    flow: { flowId, token: flowToken, cta: flowCta, screen, data },
  };
}
