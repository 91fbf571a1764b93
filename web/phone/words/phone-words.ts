import type { Worded } from '../../ui/words/worded.ts';
import type { PhoneNote } from '../phone-note.ts';
import type { SimulatorFault } from '../simulator-calls.ts';

/** The words of the phone and of the list of customers, but for its forms: these speak the language of their message. */
export type PhoneWords = {
  customers: string;
  chooseCustomer: string;
  find: string;
  nameOrNumber: string;
  nobodyFound: string;
  more(count: number): string;
  addCustomer: string;
  number: string;
  name: string;
  badNumber: string;
  add: string;
  allCustomers: string;
  notWrittenYet: string;
  isNew: string;
  businessAccount: string;
  chatWith(business: string): string;
  /** `name`: whose phone it is, if anybody knows. */
  welcome(name: string | undefined): string;
  howToBegin: string;
  today: string;
  customerSays: string;
  businessSays: string;
  template(name: string): string;
  whatWasSent: string;
  notDelivered: string;
  suggested: string;
  message: string;
  send: string;
  /** What was refused so many times, by the provider's name of the method; another method sends a message. */
  refused: Readonly<Record<'sendFlow' | 'sendTemplate' | 'sendMessage', (count: number) => string>>;
  providerSaid(reason: string): string;
  noConnection: string;
  notes: Readonly<Record<PhoneNote, string>>;
  /** The name of what is pressed at a message. */
  showInRoom: string;
  /** Why a call to the simulator failed. */
  faults: Readonly<Record<SimulatorFault['kind'], (fault: SimulatorFault) => string>>;
};

const timesEn = (count: number): string => (count > 1 ? ` ${count} times` : '');
const timesEs = (count: number): string => (count > 1 ? ` ${count} veces` : '');

export const PHONE_WORDS: Worded<PhoneWords> = {
  en: {
    customers: 'Customers',
    chooseCustomer: 'Choose whose phone this is',
    find: 'Find a customer by name or number',
    nameOrNumber: 'Name or number',
    nobodyFound: 'Nobody has this name or number.',
    more: (count) => `${count} more: search for a name or a number.`,
    addCustomer: 'Add a customer',
    number: 'Number',
    name: 'Name',
    badNumber: 'Please enter the number with its country code, for example +34 600 000 009.',
    add: 'Add and open',
    allCustomers: 'All customers',
    notWrittenYet: 'Has not written yet',
    isNew: 'New',
    businessAccount: 'Business account',
    chatWith: (business) => `Chat with ${business}`,
    welcome: (name) => (name === undefined ? 'This is the customer’s phone.' : `This is ${name}’s phone.`),
    howToBegin: 'Ask for an appointment, and the invitation with the form arrives here.',
    today: 'Today',
    customerSays: 'Customer:',
    businessSays: 'Business:',
    template: (name) => `Template ${name}`,
    whatWasSent: 'What was sent',
    notDelivered: 'Not delivered',
    suggested: 'Suggested messages',
    message: 'Message',
    send: 'Send',
    refused: {
      sendFlow: (count) => `An invitation was refused${timesEn(count)} and never came.`,
      sendTemplate: (count) => `A template was refused${timesEn(count)} and never came.`,
      sendMessage: (count) => `A message was refused${timesEn(count)} and never came.`,
    },
    providerSaid: (reason) => `The provider said: “${reason}”`,
    noConnection: 'No connection to the local stack. Trying again …',
    notes: { 'no-invitation': 'This message belongs to no invitation.' },
    showInRoom: 'Show in the control room',
    faults: {
      'no-answer': () => 'The local stack does not answer: is “npm start” still running?',
      refused: ({ said, status }) => said ?? `The simulator answered ${status}.`,
      broken: () => 'Something went wrong in this page: reload it.',
    },
  },
  es: {
    customers: 'Clientes',
    chooseCustomer: 'Elija de quién es este teléfono',
    find: 'Buscar un cliente por nombre o número',
    nameOrNumber: 'Nombre o número',
    nobodyFound: 'Nadie tiene este nombre o número.',
    more: (count) => `${count} más: busque un nombre o un número.`,
    addCustomer: 'Añadir un cliente',
    number: 'Número',
    name: 'Nombre',
    badNumber: 'Escriba el número con el prefijo del país, por ejemplo +34 600 000 009.',
    add: 'Añadir y abrir',
    allCustomers: 'Todos los clientes',
    notWrittenYet: 'Todavía no ha escrito',
    isNew: 'Nuevo',
    businessAccount: 'Cuenta de empresa',
    chatWith: (business) => `Chat con ${business}`,
    welcome: (name) => (name === undefined ? 'Este es el teléfono del cliente.' : `Este es el teléfono de ${name}.`),
    howToBegin: 'Pida una cita, y aquí llegará la invitación con el formulario.',
    today: 'Hoy',
    customerSays: 'Cliente:',
    businessSays: 'Empresa:',
    template: (name) => `Plantilla ${name}`,
    whatWasSent: 'Lo que se envió',
    notDelivered: 'No entregado',
    suggested: 'Mensajes propuestos',
    message: 'Mensaje',
    send: 'Enviar',
    refused: {
      sendFlow: (count) => `Se rechazó una invitación${timesEs(count)} y nunca llegó.`,
      sendTemplate: (count) => `Se rechazó una plantilla${timesEs(count)} y nunca llegó.`,
      sendMessage: (count) => `Se rechazó un mensaje${timesEs(count)} y nunca llegó.`,
    },
    providerSaid: (reason) => `El proveedor dijo: «${reason}»`,
    noConnection: 'Sin conexión con el sistema local. Se vuelve a intentar…',
    notes: { 'no-invitation': 'Este mensaje no pertenece a ninguna invitación.' },
    showInRoom: 'Ver en la sala de control',
    faults: {
      'no-answer': () => 'El sistema local no responde: ¿sigue en marcha «npm start»?',
      refused: ({ said, status }) =>
        said === undefined ? `El simulador respondió ${status}.` : `El simulador respondió: «${said}»`,
      broken: () => 'Algo ha fallado en esta página: vuelva a cargarla.',
    },
  },
};
