import type { Worded } from '../ui/words/worded.ts';
import type { PayloadName } from './payload-names.ts';

/** What only the inside of the stack knows of an invitation. */
export type EvidenceWords = {
  announced(type: string): string;
  taken(type: string): string;
  noAnswer(type: string): string;
  answered(status: number, type: string): string;
  attempt(number: number): string;
  form(asked: string): string;
  payloads: Record<PayloadName, string>;
  body: string;
  /** What came of a question of a phone. */
  shows(screen: string): string;
  saying(title: string, text: string): string;
  ended: string;
  over(text: string): string;
  active: string;
  failed(why: string): string;
};

export const EVIDENCE_WORDS: Worded<EvidenceWords> = {
  en: {
    announced: (type) => `Announced: ${type}`,
    taken: (type) => `Taken by the CRM: ${type}`,
    noAnswer: (type) => `The CRM did not answer: ${type}`,
    answered: (status, type) => `The CRM answered ${status}: ${type}`,
    attempt: (number) => `Attempt ${number}`,
    form: (asked) => `Form: ${asked}`,
    payloads: {
      request: 'Request',
      'provider-request': 'Request to the provider',
      webhook: 'Webhook',
      event: 'Event',
      'decrypted-request': 'Request, decrypted',
      'decrypted-answer': 'Answer, decrypted',
      wire: 'On the wire',
    },
    body: 'Body',
    shows: (screen) => `shows ${screen}`,
    saying: (title, text) => `${title}, and says: ${text}`,
    ended: 'ended',
    over: (text) => `closed for good, and says: ${text}`,
    active: 'answered',
    failed: (why) => `shows WhatsApp’s general error: ${why}`,
  },
  es: {
    announced: (type) => `Anunciado: ${type}`,
    taken: (type) => `Recogido por el CRM: ${type}`,
    noAnswer: (type) => `El CRM no respondió: ${type}`,
    answered: (status, type) => `El CRM respondió ${status}: ${type}`,
    attempt: (number) => `Intento ${number}`,
    form: (asked) => `Formulario: ${asked}`,
    payloads: {
      request: 'Petición',
      'provider-request': 'Petición al proveedor',
      webhook: 'Webhook',
      event: 'Evento',
      'decrypted-request': 'Petición, descifrada',
      'decrypted-answer': 'Respuesta, descifrada',
      wire: 'Por la red',
    },
    body: 'Contenido',
    shows: (screen) => `muestra ${screen}`,
    saying: (title, text) => `${title}, y dice: ${text}`,
    ended: 'terminado',
    over: (text) => `cerrado para siempre, y dice: ${text}`,
    active: 'respondido',
    failed: (why) => `muestra el error general de WhatsApp: ${why}`,
  },
};
