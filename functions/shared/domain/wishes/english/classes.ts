/** Words that stand for each other in the phrases of this language, once slang and frequent misspellings are spelled out. */
export const NOUN = 'appointment|appointments|booking|bookings|reservation|reservations';
/** What an appointment is also called. */
export const MEETING = `${NOUN}|slot|visit|session|meeting|consultation|lesson|class|spot|place|time|one|viewing|call`;
export const OWN =
  'my|our|his|her|their|the|this|that|your|todays|tomorrows|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays';
export const DAY =
  'today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|weekday|morning|afternoon|evening|lunchtime|noon|midday';
/** How a time begins: "on Friday", "at 3", "next week", "before work". */
export const WHEN = `${DAY}|on|at|around|after|before|this|next|first|early|earlier|soon|asap|later|sometime|between|within|as`;
export const HOUR = '#|noon|midday|lunchtime';
/** What customers come for. */
export const SERVICE =
  'haircut|haircuts|trim|cut|blowdry|blowout|manicure|pedicure|mani|pedi|massage|massages|facial|checkup|check|cleaning|clean|hygienist|consultation|session|filling|fillings|colour|color|highlights|balayage|roots|nails|gels|acrylics|infill|infills|refill|lashes|lash|brows|brow|eyebrows|wax|waxing|shave|fade|beard|perm|hair|physio|physiotherapist|dentist|doctor|dr|gp|lawyer|therapist|optician|nurse|vet|makeup|grooming|threading|service|mot|jab|jabs|vaccine|vaccination|shots|scan|xray|ultrasound|test|exam|examination|screening|physical|treatment|therapy|root|extraction|crown|whitening|braces|botox|filler|fillers|tattoo|piercing|viewing|advice|tutoring|class|lesson';
/** "I can't" in its spellings without apostrophe. */
export const CANT = 'cant|cannot|couldnt|wont|cnt|carnt|shant|aint';
