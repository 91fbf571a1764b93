// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions of a Flow JSON look like this
const ask = (payload: Record<string, string>) => ({ name: 'data_exchange', payload });
const footer = (label: string, payload: Record<string, string>) => ({
  type: 'Footer',
  label,
  'on-click-action': ask(payload),
});

/** A Flow JSON of three screens that asks an endpoint for its days and times, and for every step. */
export const SMALL_LIVE_FLOW = {
  version: '7.3',
  data_api_version: '4.0',
  routing_model: { FIRST: ['TIMES'], TIMES: ['WHO'], WHO: [] },
  screens: [
    {
      id: 'FIRST',
      title: 'Appointment',
      layout: {
        children: [
          {
            type: 'RadioButtonsGroup',
            name: 'service',
            label: 'Service',
            required: true,
            'data-source': '${data.services}',
          },
          footer('See times', { service: '${form.service}' }),
        ],
      },
    },
    {
      id: 'TIMES',
      title: 'When',
      layout: {
        children: [
          {
            type: 'CalendarPicker',
            name: 'day',
            label: 'Day',
            required: true,
            'init-value': '${data.day}',
            'min-date': '${data.min_date}',
            'unavailable-dates': '${data.closed}',
            'on-select-action': ask({ step: 'look', day: '${form.day}' }),
          },
          {
            type: 'Dropdown',
            name: 'time',
            label: 'Time',
            required: '${data.has_times}',
            visible: '${data.has_times}',
            'data-source': '${data.times}',
          },
          { type: 'CheckboxGroup', name: 'extras', label: 'Extras', 'data-source': '${data.extras}' },
          { type: 'EmbeddedLink', text: 'None suits me', 'on-click-action': ask({ step: 'none' }) },
          footer('Hold', { step: 'hold', day: '${form.day}', time: '${form.time}', extras: '${form.extras}' }),
        ],
      },
    },
    {
      id: 'WHO',
      title: 'Who',
      terminal: true,
      refresh_on_back: true,
      layout: {
        children: [
          { type: 'TextHeading', text: '${data.summary}' },
          { type: 'TextInput', name: 'name', label: 'Name', required: true, 'init-value': '${data.name}' },
          footer('Confirm', { name: '${form.name}' }),
        ],
      },
    },
  ],
};

/** What an endpoint says for the first screen. */
export const FIRST = { services: [{ id: 'cut', title: 'Cut' }] };

export const optionsOf = (...ids: readonly string[]) => ids.map((id) => ({ id, title: id }));

/** What an endpoint says for the second screen, with these times on a day of May 2031. */
export const timesOf = (day: string, times: readonly string[]) => ({
  day,
  min_date: '2031-05-01',
  closed: ['2031-05-01'],
  times: optionsOf(...times),
  has_times: times.length > 0,
  extras: optionsOf('a', 'b'),
});
