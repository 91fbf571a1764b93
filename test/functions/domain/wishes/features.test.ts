import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../../../functions/shared/domain/wishes/features.ts';
import { ownWordsOf } from '../../../../functions/shared/domain/wishes/own-words.ts';
import { sentencesOf } from '../../../../functions/shared/domain/wishes/sentences.ts';

/** What a message has by its words alone. */
function featuresIn(language: string, text: string): Set<string> {
  const own = ownWordsOf(language);
  if (!own) throw new Error(`The project has no words for ${language}.`);
  return featuresOf(sentencesOf(text), { signs: [], wish: undefined }, own);
}

/** What two messages have in common. */
function shared(language: string, one: string, other: string): string[] {
  const ofOther = featuresIn(language, other);
  return [...featuresIn(language, one)].filter((feature) => ofOther.has(feature));
}

/** In each language two words of each kind. */
const ALIKE: Readonly<Record<'en' | 'es', readonly (readonly [string, string])[]>> = {
  en: [
    ['booking', 'appointment'],
    ['opening', 'slot'],
    ['viewing', 'session'],
    ['balayage', 'mot'],
    ['midwife', 'plumber'],
    ['monday', 'tonight'],
    ['lunchtime', 'evening'],
    ['june', 'easter'],
    ['son', 'grandma'],
    ['flu', 'poorly'],
    ['puppy', 'boiler'],
    ['knee', 'elbow'],
    ['bungalow', 'condo'],
    ['four', 'eleven'],
    ['reserve', 'arrange'],
    ['postpone', 'push'],
    ['cancel', 'cancelling'],
    ['cannot', 'wont'],
    ['might', 'can'],
    ['wish', 'prefer'],
    ['which', 'who'],
    ['deposit', 'price'],
    ['hiya', 'dear'],
    ['cheers', 'sorry'],
    ['i', 'we'],
    ['our', 'mine'],
    ['you', 'your'],
    ['leaking', 'cracked'],
    ['mend', 'install'],
    ['bookable', 'scheduler'],
    ['cancels', 'cancelable'],
    ['swapping', 'moves'],
  ],
  es: [
    ['reserva', 'cita'],
    ['plaza', 'hueco'],
    ['taller', 'sesión'],
    ['mechas', 'itv'],
    ['matrona', 'fontanero'],
    ['lunes', 'finde'],
    ['noche', 'mediodía'],
    ['junio', 'navidad'],
    ['hijo', 'abuela'],
    ['gripe', 'resfriada'],
    ['coche', 'caldera'],
    ['rodilla', 'codo'],
    ['piso', 'local'],
    ['cuatro', 'once'],
    ['agendar', 'concertar'],
    ['resérvame', 'apúntame'],
    ['correr', 'trasladar'],
    ['pásame', 'cámbiala'],
    ['anular', 'suspender'],
    ['anulo', 'cancelen'],
    ['podrá', 'podréis'],
    ['deseo', 'querría'],
    ['tienen', 'habrá'],
    ['cuál', 'quién'],
    ['tarifa', 'depósito'],
    ['hola', 'estimados'],
    ['perdón', 'lamento'],
    ['mi', 'nuestra'],
    ['gotea', 'averió'],
    ['medir', 'destapar'],
    ['apuntada', 'inscribirnos'],
    ['eliminamos', 'borrad'],
    ['posterguen', 'retrasó'],
  ],
};

describe.each(['en', 'es'] as const)('what speaks for a wish in the words of "%s"', (language) => {
  it.each(ALIKE[language])('counts "%s" and "%s" as words of one kind', (one, other) => {
    expect(shared(language, one, other).length).toBeGreaterThan(shared(language, one, 'zzz').length);
  });

  it('counts times and dates as one', () => {
    expect(featuresIn(language, '10:30')).toEqual(featuresIn(language, '12:15'));
  });
});

describe('what speaks for a wish', () => {
  it('is each word, with its neighbours, and where it stands in its sentence', () => {
    expect([...featuresIn('en', 'zip zap zop')]).toEqual(
      expect.arrayContaining(['zip', '< zip', 'zip zap', 'zip zap zop', 'zip _ zop', 'zap zop >', 'zop >']),
    );
  });

  it('tells the last word of a question from that of another sentence', () => {
    expect([...featuresIn('en', 'zip?')]).toEqual(expect.arrayContaining(['?', 'zip >?', 'list nothing?']));
    expect([...featuresIn('en', 'zip')]).toEqual(expect.arrayContaining(['zip >', 'list nothing.']));
    expect(shared('en', 'zip?', 'zip')).not.toContain('zip >');
  });

  it('does not run from one sentence into the next, and is found in each of them', () => {
    const features = featuresIn('en', 'zip. zap?');
    expect([...features]).toEqual(expect.arrayContaining(['zip >', '< zap', 'list nothing?']));
    expect(features).not.toContain('zip zap');
  });

  it('is also how long the message is, in all of its sentences', () => {
    const lengthIn = (text: string) => [...featuresIn('en', text)].filter((feature) => feature.startsWith('length'));
    const lengths = ['a', 'a b', 'a b c', 'a b. c d', 'a b. c d e', 'a b c d. e f g h', 'a b c d e. f g h i'];
    expect(lengths.map((text) => lengthIn(text).join())).toEqual([
      'length 1',
      'length 2',
      'length 4',
      'length 4',
      'length 8',
      'length 8',
      'length more',
    ]);
  });

  it('is what the lists found, and the wish that follows', () => {
    const own = ownWordsOf('en');
    if (!own) throw new Error('The project has no words for English.');
    const features = featuresOf(sentencesOf('zip'), { signs: ['cancel', 'question'], wish: 'cancel' }, own);
    expect([...features]).toEqual(
      expect.arrayContaining(['any', 'list cancel', 'list cancel.', 'sign cancel', 'sign question']),
    );
  });
});
