/** The business's own number, as the provider names it. */
export const BUSINESS_PHONE = '34910000000';

/** The envelope that the raw dialect posts messages and statuses in (docs/provider.md, section 2). */
export const rawBody = (value: object) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '100000000000001',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: BUSINESS_PHONE, phone_number_id: '200000000000001' },
            ...value,
          },
        },
      ],
    },
  ],
});
