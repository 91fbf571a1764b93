import { describe, expect, test } from 'vitest';
import { flowMismatches } from '../../cli/flow-json.ts';
import { bookingFromForm } from '../../functions/shared/domain/booking/booking.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import flowJson from '../../infra/flow/appointment-flow.json' with { type: 'json' };
import { findFlowFaults } from '../../local/one-msg/api/check-flow-json.ts';
import { componentsOf, FlowJson, footersOf, formFaults, inputsOf } from '../support/form-limits.ts';
import { shippedContract } from './synthesized.ts';

const { screens } = FlowJson.parse(flowJson);

describe('the shipped Flow JSON', () => {
  test('is of the publishable form, with no endpoint and within the limits', () => {
    expect(formFaults(flowJson)).toEqual([]);
    expect(findFlowFaults(JSON.stringify(flowJson))).toEqual([]);
  });

  test('shows only what must be filled in', () => {
    const shown = screens
      .flatMap(componentsOf)
      .flatMap((one) => ('text' in one && one.text.startsWith('${') ? [one.text] : []));
    const required = screens.flatMap((screen) =>
      inputsOf(screen).flatMap(({ name, required }) => (required ? [`\${screen.${screen.id}.form.${name}}`] : [])),
    );
    // WhatsApp refuses a text component without text.
    expect(required).toEqual(expect.arrayContaining(shown));
  });

  test('opens without any data being passed', () => {
    // A screen that declares data is refused by the phone if some of it is missing.
    expect(screens.some((screen) => 'data' in screen)).toBe(false);
    expect(JSON.stringify(flowJson)).not.toContain('${data.');
  });
});

describe('the shipped Flow JSON and the shipped contract', () => {
  test('fit together', () => {
    expect(flowMismatches(flowJson, shippedContract)).toEqual([]);
    expect(screens[0]?.id).toBe(shippedContract.flow.screen);
  });

  test('name the same fields, neither one more', () => {
    const completed = screens
      .flatMap(footersOf)
      .flatMap(({ 'on-click-action': action }) => (action.name === 'complete' ? Object.keys(action.payload) : []));
    expect(completed.toSorted()).toEqual(Object.values(shippedContract.booking.fields).toSorted());
  });

  test('agree on every time that can be chosen', () => {
    const times = screens
      .flatMap(inputsOf)
      .flatMap((input) => (input.name === 'time' && 'data-source' in input ? input['data-source'] : []));
    expect(times.length).toBeGreaterThan(0);
    for (const { id } of times) {
      const booking = bookingFromForm(
        { date: '2026-03-02', time: id, service: 'Consultation' },
        shippedContract.booking,
        instantAt(Date.UTC(2026, 2, 1)),
        Object.keys(shippedContract.languages),
      );
      expect(booking).toMatchObject({ startsAt: expect.any(String), service: 'Consultation', attention: [] });
    }
  });
});
