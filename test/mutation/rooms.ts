/** Where a bug costs a customer their place, their word or their quiet: what mutation testing draws from. */
export const ROOMS: readonly string[] = [
  'functions/shared/domain/**/*.ts',
  'functions/shared/store/**/*.ts',
  'functions/shared/secrets/**/*.ts',
  'functions/shared/operations/{claims,customer,notices,places,reminders}/**/*.ts',
];
