/** One payload of each kind as the provider posts them (docs/provider.md, section 2): real keys, invented values. */

import { rawBody } from '../../../support/raw-body.ts';

const OUT = 'wamid.HBgLMzQ2MDAwMDAwMDEVAgARGBI0QTAwMDAwMDAwMDAwMDAwMDEA';
const IN = 'wamid.HBgLMzQ2MDAwMDAwMDEVAgASGBQzQTAwMDAwMDAwMDAwMDAwMDAwMQA=';
const FORM = '{"flow_token":"token-1","service":"consultation","date":"2026-12-01","time":"10:30"}';
const FORM_WITHOUT_TOKEN = '{"service":"consultation","date":"2026-12-02","time":"09:00"}';

export const SAMPLES = {
  ackDelivered: {
    instanceId: 'VID000000001',
    ack: [
      {
        id: OUT,
        bsuid: 'ES.1000000000000001',
        phone: '34600000001',
        chatId: '34600000001@c.us',
        status: 'delivered',
        category: 'service',
        userName: null,
      },
    ],
  },
  ackFailed: {
    instanceId: 'VID000000001',
    ack: [
      {
        id: OUT,
        bsuid: 'ES.1000000000000002',
        phone: '34600000002',
        chatId: '34600000002@c.us',
        status: 'failed',
        category: 'service',
        userName: null,
        error: "User's number is part of an experiment",
      },
    ],
  },
  textFromCustomer: {
    instanceId: 'VID000000001',
    messages: [
      {
        id: IN,
        body: 'Hi, I would like to book an appointment',
        self: 0,
        time: '1795341500',
        type: 'chat',
        author: '34600000001@c.us',
        authorBsuid: 'ES.1000000000000001',
        authorUserName: null,
        chatId: '34600000001@c.us',
        fromMe: false,
        caption: null,
        chatName: 'Alex',
        senderName: 'Alex',
        isForwarded: false,
        quotedMsgId: null,
      },
    ],
  },
  echo: {
    instanceId: 'VID000000001',
    messages: [
      {
        id: OUT,
        body: 'Hi Alex, book your appointment:',
        self: 1,
        time: 1795341510,
        type: 'interactive',
        author: '34910000000@c.us',
        chatId: '34600000001@c.us',
        fromMe: true,
        caption: null,
        chatName: 'Alex',
        senderName: 'Clinic',
        isForwarded: false,
        quotedMsgId: null,
      },
    ],
  },
  completion: {
    instanceId: 'VID000000001',
    messages: [
      {
        id: IN,
        body: FORM,
        self: 0,
        time: '1795341720',
        type: 'interactive',
        author: '34600000001@c.us',
        authorBsuid: 'ES.1000000000000001',
        authorUserName: null,
        chatId: '34600000001@c.us',
        fromMe: false,
        caption: null,
        chatName: 'Alex',
        senderName: 'Alex',
        isForwarded: false,
        quotedMsgId: OUT,
      },
    ],
  },
  hookSent: {
    instanceId: 'VID000000001',
    hooks: [
      {
        id: OUT,
        type: 'message',
        status: 'sent',
        timestamp: '1795341600',
        recipient_id: '34600000001',
        conversation: { id: 'c0000000000000000000000000000001', origin: { type: 'service' } },
        pricing: { billable: false, category: 'service', pricing_model: 'PMP' },
      },
    ],
  },
  hookUndelivered: {
    instanceId: 'VID000000001',
    hooks: [
      {
        id: OUT,
        type: 'message',
        status: 'undelivered',
        timestamp: '1795341605',
        recipient_id: '34600000003',
        errors: [
          {
            code: 131026,
            title: 'Message undeliverable',
            error_data: { details: 'Unable to deliver message.' },
          },
        ],
      },
    ],
  },
  hookInfo: {
    hooks: [
      { id: OUT, type: 'message', status: 'sent', timestamp: '1795341600', recipient_id: '34600000001' },
      { id: OUT, type: 'message', status: 'delivered', timestamp: '1795341604', recipient_id: '34600000001' },
    ],
  },
  rawRead: rawBody({
    statuses: [{ id: OUT, status: 'read', timestamp: '1795341670', recipient_id: '34600000001' }],
  }),
  rawFailed: rawBody({
    statuses: [
      {
        id: OUT,
        status: 'failed',
        timestamp: '1795341671',
        recipient_id: '34600000004',
        errors: [
          {
            code: 131047,
            title: 'Re-engagement message',
            message: 'Re-engagement message',
            error_data: { details: 'More than 24 hours have passed since the customer last replied.' },
          },
        ],
      },
    ],
  }),
  rawCompletion: rawBody({
    contacts: [{ profile: { name: 'Alex' }, wa_id: '34600000001', user_id: 'ES.1000000000000001' }],
    messages: [
      {
        context: { from: '34910000000', id: OUT },
        from: '34600000001',
        id: IN,
        timestamp: '1795341720',
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: FORM } },
      },
    ],
  }),
  rawCompletionWithoutToken: rawBody({
    contacts: [{ profile: { name: 'Alex' }, user_id: 'ES.1000000000000001' }],
    messages: [
      {
        context: { from: '34910000000', id: OUT },
        from: 'ES.1000000000000001',
        id: IN,
        timestamp: '1795341900',
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { response_json: FORM_WITHOUT_TOKEN, body: 'Sent', name: 'flow' },
        },
      },
    ],
  }),
};
