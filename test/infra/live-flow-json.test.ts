import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { generateLiveForm } from '../../infra/flow/generate-live-form.ts';
import { aClinicContract } from '../support/clinic.ts';

const Flow = z.object({
  version: z.literal('7.3'),
  data_api_version: z.literal('4.0'),
  routing_model: z.record(z.string(), z.array(z.string())),
  screens: z.array(
    z.looseObject({
      id: z.string(),
      terminal: z.optional(z.boolean()),
      data: z.record(z.string(), z.looseObject({ type: z.string(), __example__: z.unknown() })),
      layout: z.object({ children: z.array(z.looseObject({ type: z.string() })).check(z.maxLength(50)) }),
    }),
  ),
});

const { screens, routing_model } = Flow.parse(generateLiveForm(aClinicContract().booking));

describe('the live Flow', () => {
  it('goes forward only, and ends', () => {
    const ids = screens.map(({ id }) => id);
    expect(Object.keys(routing_model)).toEqual(ids);
    for (const [from, to] of Object.entries(routing_model))
      for (const next of to) expect(ids.indexOf(next)).toBeGreaterThan(ids.indexOf(from));
    expect(screens.filter(({ terminal }) => terminal).map(({ id }) => id)).toEqual([ids.at(-1)]);
  });

  it.each(screens)('shows on $id nothing but what is declared, and declares nothing that it does not use', (screen) => {
    const used = [...JSON.stringify(screen.layout).matchAll(/\$\{data\.(\w+)\}/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(screen.data)));
  });

  it.each(screens)('sends from $id only what stands on it', ({ layout }) => {
    const inputs = layout.children.flatMap(({ name }) => (name === undefined ? [] : [name]));
    const sent = [...JSON.stringify(layout).matchAll(/\$\{form\.(\w+)\}/g)].map(([, name]) => name);
    expect(new Set(sent)).toEqual(new Set(inputs));
  });

  it.each(screens)('has a text for every label of $id as data, and none of its own', ({ layout }) => {
    for (const { text, label } of layout.children)
      for (const said of [text, label]) if (said !== undefined) expect(said).toMatch(/^\$\{data\.\w+\}$/);
  });
});
