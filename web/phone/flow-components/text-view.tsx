import './text-view.css';
import type { ComponentOf } from '../flow/flow-component.ts';

type Text = ComponentOf<'TextHeading' | 'TextSubheading' | 'TextBody' | 'TextCaption'>;

/** A heading or a paragraph. */
export function TextView({ component }: { component: Text }) {
  const { text, strikethrough, 'font-weight': weight } = component;
  const words = Array.isArray(text) ? text.join('\n') : String(text ?? '') || '–';
  const look = [
    'flow-text',
    weight?.includes('bold') && 'is-bold',
    weight?.includes('italic') && 'is-italic',
    strikethrough && 'is-struck',
  ];
  const style = look.filter(Boolean).join(' ');
  switch (component.type) {
    case 'TextHeading':
      return <h3 class={`${style} is-heading`}>{words}</h3>;
    case 'TextSubheading':
      return <h4 class={`${style} is-subheading`}>{words}</h4>;
    case 'TextBody':
      return <p class={style}>{words}</p>;
    case 'TextCaption':
      return <p class={`${style} is-caption`}>{words}</p>;
  }
}
