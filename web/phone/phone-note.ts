/** What is said about something that was pressed on the phone: the message belongs to no invitation. */
export type PhoneNote = 'no-invitation';
