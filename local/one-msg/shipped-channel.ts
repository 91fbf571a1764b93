import { EXAMPLE_FLOW_ID, EXAMPLE_SPANISH_FLOW_ID } from '../../functions/shared/contract/contract.ts';
import type { Flow, SavedState, Template } from './channel-state.ts';

/** The account's namespace, which all of its templates have. */
export const NAMESPACE = '00000000_0000_4000_8000_000000000001';

/** A new channel: no customers, no webhooks, all settings off, a few templates and the example Flows. */
export function newChannel(): SavedState {
  return {
    version: 1,
    customers: [],
    messages: [],
    webhooks: [],
    settings: { ackNotificationsOn: false, rawHooks: false, guaranteedHooks: false },
    templates: shippedTemplates(),
    flows: [exampleFlow(EXAMPLE_FLOW_ID, 'example'), exampleFlow(EXAMPLE_SPANISH_FLOW_ID, 'example-es')],
  };
}

/** The state with every one of these Flows, published: the contract names them, and sends them. */
export function withFlows(saved: SavedState, ids: readonly string[]): SavedState {
  const isMissing = (id: string) => !saved.flows.some((flow) => flow.id === id);
  const missing = [...new Set(ids)].filter(isMissing).map((id) => exampleFlow(id, `flow-${id}`));
  return { ...saved, flows: [...saved.flows, ...missing] };
}

/** The state with these templates, which replace those of the same name and language: they are as the contract says. */
export function withTemplates(saved: SavedState, templates: readonly Template[]): SavedState {
  const isReplaced = (known: Template) =>
    templates.some(({ name, language }) => name === known.name && language === known.language);
  return { ...saved, templates: [...saved.templates.filter((known) => !isReplaced(known)), ...templates] };
}

/** The example contract's Flows are published here, so that a fresh clone works unchanged. */
function exampleFlow(id: string, name: string): Flow {
  return { id, name, categories: ['APPOINTMENT_BOOKING'], status: 'PUBLISHED', faults: [] };
}

function shippedTemplates(): Template[] {
  return [
    invitation('1', 'en', 'Hi {{1}}, book your appointment:', { text: 'Book now', flow_id: EXAMPLE_FLOW_ID }),
    invitation('2', 'es', 'Hola {{1}}, reserva tu cita:', { text: 'Reservar', flow_id: EXAMPLE_SPANISH_FLOW_ID }),
    {
      ...shared('3', 'appointment_reminder', 'en'),
      body: 'Hi {{1}}, see you on {{2}}.',
      buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }],
    },
    { ...shared('4', 'appointment_news', 'en'), status: 'pending', body: 'We have news for you.', buttons: [] },
  ];
}

function invitation(id: string, language: string, body: string, button: { text: string; flow_id: string }): Template {
  return {
    ...shared(id, 'appointment_invitation', language),
    body,
    buttons: [{ type: 'FLOW', ...button, flow_action: 'navigate', navigate_screen: 'APPOINTMENT' }],
  };
}

function shared(id: string, name: string, language: string) {
  return { id, name, namespace: NAMESPACE, language, category: 'UTILITY', status: 'approved' as const };
}
