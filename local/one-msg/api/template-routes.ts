import { randomInt } from 'node:crypto';
import { Hono } from 'hono';
import { parseInput } from '../../parse-input.ts';
import type { Template } from '../channel-state.ts';
import { readObject } from '../request-body.ts';
import { NAMESPACE } from '../shipped-channel.ts';
import type { Channel } from '../simulated-channel.ts';
import { REVIEW_MS, statusOf } from '../template-review.ts';
import { NewTemplate, templateFault } from './check-template.ts';
import { graphError, invalid, respond } from './method-answers.ts';

/** Meta's code for a parameter that it does not take. */
const INVALID_PARAMETER = 100;

/** The account's message templates: their list, and new ones, which WhatsApp reviews. */
export function templateRoutes(channel: Channel): Hono {
  const routes = new Hono();

  routes.get('/templates', (c) => {
    const now = channel.clock.now();
    return c.json({
      total: channel.templates.length,
      templates: channel.templates.map((template) => describe(template, now)),
    });
  });
  routes.post('/addTemplate', async (c) => {
    const parsed = parseInput(NewTemplate, await readObject(c));
    if (!parsed.ok) return respond(c, invalid(parsed.fault));
    const { name, language } = parsed.value;
    if (channel.templates.some((one) => one.name === name && one.language === language)) {
      const details = `There is already a template ${name} in ${language}.`;
      return respond(c, graphError(details, INVALID_PARAMETER, 'Content in this language already exists'));
    }
    const published = [...channel.flows.values()].filter(({ status }) => status === 'PUBLISHED');
    const fault = templateFault(parsed.value, new Set(published.map(({ id }) => id)));
    if (fault !== undefined) return respond(c, graphError(fault, INVALID_PARAMETER, 'Invalid parameter'));
    const template = submitted(parsed.value, channel.clock.now());
    channel.templates = [...channel.templates, template];
    channel.changed();
    return c.json({ id: template.id, status: template.status, category: template.category });
  });
  return routes;
}

function submitted({ name, language, category, components }: NewTemplate, now: Date): Template {
  const body = components.find((component) => component.type === 'BODY');
  const buttons = components.find((component) => component.type === 'BUTTONS');
  return {
    ...{ id: String(randomInt(10 ** 14, 3 * 10 ** 14)), name, namespace: NAMESPACE, language, category },
    ...{ status: 'pending', approvedFrom: now.getTime() + REVIEW_MS },
    body: body?.text ?? '',
    buttons: buttons?.buttons ?? [],
  };
}

function describe(template: Template, now: Date) {
  const { body, buttons, approvedFrom: _, ...named } = template;
  const components = [{ type: 'BODY', text: body }, ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : [])];
  return { ...named, status: statusOf(template, now), components };
}
