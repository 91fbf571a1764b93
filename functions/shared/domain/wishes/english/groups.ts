/** Words that stand for each other when a message is weighed, once slang and frequent misspellings are spelled out. */
export const GROUPS: Readonly<Record<string, string>> = {
  appointment: 'appointment|appointments|booking|bookings|reservation|reservations',
  slot: 'slot|slots|space|spaces|spot|spots|opening|openings|availability|gap|room|vacancy',
  meeting:
    'session|sessions|visit|viewing|consultation|consult|class|lesson|meeting|call|demo|workshop|treatment|interview|fitting|checkup|followup|inspection|tour|tasting|rehearsal',
  service:
    'haircut|cut|trim|fade|shave|colour|color|highlights|balayage|roots|blowdry|perm|updo|braids|extensions|nails|manicure|pedicure|gel|acrylics|infill|fill|polish|lashes|brows|eyebrows|wax|waxing|facial|massage|botox|filler|peel|laser|tattoo|piercing|makeup|cleaning|whitening|filling|crown|braces|extraction|scan|xray|ultrasound|mammogram|smear|blood|test|bloods|jab|vaccine|vaccines|vaccination|shot|shots|physio|physiotherapy|therapy|counselling|service|mot|repair|tyres|tires|brakes|oil|battery|valuation|survey|installation|groom|grooming|yoga|pilates|spin|gym|photoshoot|bath|scaling|implant|implants|veneers|hygienist',
  profession:
    'doctor|dr|doc|dentist|nurse|vet|midwife|gp|dermatologist|cardiologist|pediatrician|specialist|therapist|psychologist|physiotherapist|lawyer|solicitor|attorney|accountant|adviser|advisor|agent|barber|stylist|hairdresser|technician|engineer|plumber|electrician|mechanic|photographer|cleaner|tutor|teacher|coach|instructor|surgeon|optician|osteopath|chiropractor|consultant|notary',
  day: 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight|weekend',
  partOfDay: 'morning|mornings|afternoon|afternoons|evening|evenings|noon|midday|lunch|lunchtime',
  month: 'january|february|march|april|june|july|august|september|october|november|december|easter|christmas',
  family:
    'son|daughter|wife|husband|mum|mom|mother|father|dad|kid|kids|baby|child|children|sister|brother|grandmother|grandma|grandson|partner|boyfriend|girlfriend|friend|niece|nephew|boy|girl|toddler|parents|twins',
  illness: 'sick|ill|unwell|fever|flu|covid|cold|hospital|bug|poorly|migraine|vomiting|positive|sprained',
  thing:
    'car|phone|iphone|laptop|dog|cat|puppy|kitten|bike|boiler|van|computer|tablet|screen|washing|machine|fridge|heating|motorbike|scooter|rabbit',
  body: 'tooth|back|knee|shoulder|neck|ear|eye|eyes|skin|foot|wrist|hip|leg|hair|beard|teeth|ankle|elbow',
  home: 'house|flat|apartment|property|condo|studio|villa|place|bungalow',
  number: 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve',
  book: 'book|reserve|schedule|arrange',
  move: 'reschedule|rearrange|postpone|move|shift|push|switch|swap|transfer|change|amend|modify|adjust',
  cancel: 'cancel|cancelling',
  cannot: 'cant|cannot|couldnt|wont',
  can: 'can|could|might',
  want: 'want|like|need|wish|love|prefer',
  asking: 'what|where|which|who|why|how|when',
  money:
    'price|prices|cost|costs|charge|charges|fee|fees|pay|deposit|refund|invoice|receipt|quote|bill|voucher|discount',
  greeting: 'hi|hello|hey|hiya|good|dear',
  polite: 'please|thanks|thank|cheers|sorry|apologies',
  me: 'i|we',
  my: 'my|our|mine|ours',
  you: 'you|your',
  fault:
    'broke|broken|cracked|leaking|leaks|leak|blocked|dead|stuck|chipped|loose|noise|crashing|crashes|flat|burst|smashed|faulty|jammed',
  repair: 'fix|fixed|fixing|mend|mended|install|installed|measure|assemble|unblock|sorted',
  booking: 'book*|schedul*|reserv*',
  cancelling: 'cancel*|cancl*',
  moving: 'resched*|rearrang*|postpon*|rebook*|chang*|mov*|swap*|switch*|shift*',
};
