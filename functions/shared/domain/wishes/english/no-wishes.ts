import type { LanguageWords } from '../language-words.ts';
import { CANT, NOUN, OWN } from './classes.ts';

type NoWishes = 'polite' | 'notCancelled' | 'notChanged' | 'notBooked' | 'booked' | 'negation';

const CANCEL = 'cancel|cancelling|canceling|cancelled|canceled|cancels';
const CHANGE =
  'change|changes|changing|changed|reschedule|rescheduling|rescheduled|move|moving|moved|postpone|postponed|postponing';

/** Uses of the words of a wish that wish nothing. */
export const NO_WISHES: Pick<LanguageWords, NoWishes> = {
  polite: [
    'hi|hello|hey|hiya|heya|please|pls|plz|plss|thanks|thx|ty|tia|cheers|sorry|hun|x|xx|xxx|ok|okay',
    'how are you doing|today|all|guys|keeping?',
    'how is it going',
  ],
  notCancelled: [
    'do|must|should|when ... should|have|need ... cancel',
    'not going to book|pay|wait|reserve|schedule|lie',
    'my|the|a|our cancelled|canceled appointment|booking|session|class',
    'thanks|thank|you for cancelling|canceling|cancelation',
    'was|were|is|been|has|got ... cancelled|canceled',
    'cancel|cancelling ... free|charge|charged|penalty',
    'cancellation|cancelation|cancel policy|fee|fees|charge|charges|rules|conditions|terms|policies|notice|period',
    `policy ... ${CANCEL}`,
    `dont|not|never|didnt|without|nobody|wouldnt|isnt ... ${CANCEL}`,
    `if|when|unless|whether|once|after|before|case i|we|you|it|they|someone|somebody|anyone|anybody|people ... ${CANCEL}`,
    `if|case|when i|we ... ${CANT}|dont|wont|unable|miss|not ... make|come|attend|get|keep|show|able|be|turn`,
    'already|just cancelled|canceled',
    'cancelled|canceled yesterday|already|last|on|me|by',
    'did|have|has|had|why you|they|somebody|someone|dr|doctor ... cancel|cancelled|canceled',
    'you|they|doctor|clinic|salon|ana cancelled|canceled',
    `${CANCEL} my|the|our|a ... flight|trip|holiday|plans|subscription|plan|card|membership|order|train|insurance`,
    'flight|trip|holiday|train|trains|school|work|class|bus|plane|meeting cancelled|canceled',
    'late|minute|last|get|have|had|has|be|any|a|your|for|of|about|waiting cancellation|cancellations|cancelation|cancelations',
    `until|till when ... ${CANCEL}`,
    `how late|long|far|much|many|short ... ... ${CANCEL}`,
    'do|does you|they ... cancel',
    `${CANT}|unable to? book|reserve|schedule|cancel|open|load|pay|download|reschedule|change|find|reach`,
    `${CANT} get|seem through|hold|onto|an|any`,
    `${CANT} get in|a touch|contact|reply|answer|hold|appointment`,
    'wont be long|late',
  ],
  notChanged: [
    'thanks|thank|you for changing|moving|rescheduling',
    'how many|late|long|much ... ... change|reschedule|move',
    'changed|change my|our mind',
    'change|changes|changing|changed|update|amend my|our|the|his|her ... phone|number|address|email|name|car|insurance|card|details|surname|hair|colour|color|style|look|bandage|bandages|dressing|diet|oil|tyres|tires',
    `if|when|unless|whether i|we|you|it|they ... ${CHANGE}`,
    'did|have|has|had|why you|they|someone|somebody|dr ... change|changed|move|moved|rescheduled',
    'been|was|is|were|has changed|moved|rescheduled|postponed',
    `dont|not|never|didnt|without ... ${CHANGE}`,
    `until|till when ... ${CHANGE}`,
    'how late|often|much|many|long ... change|reschedule|move',
    'moving|moved to the|a|another ... city|country|area|house',
    'reschedule|rescheduling|change fee|fees|policy|charge',
    'no need to change|reschedule|move',
  ],
  notBooked: [
    'before|after|when|while|without i|we? book|booking|make|making|reserve|reserving|scheduling|schedule a|an? appointment|booking?',
    'link|page|form|website|app|app|button to|for book|booking|reserve|schedule ... not|doesnt|isnt|wont|broken|down|error',
    'love|loved|loving my|the|our|it|this',
    'time|slots|appointments|appointment ... ... or is|do|can|are it|you|i|just|they|walk',
    'book|booking|reserve ... without|online|by|over phone|app|paying|deposit|a|card|email|calling|website|web?',
    'book|booking|booked|reserve|reserved|schedule|scheduling a|an|my|the|our|some|us ... flight|flights|hotel|train|taxi|cab|uber|ticket|tickets|trip|holiday|holidays|bus|cruise|airbnb|vacation|restaurant|cinema|leave|dinner',
    'i|we|ill|well will|am|are|might|may|ll ... going|just|probably|then|maybe|definitely? to? book|reserve|schedule',
    'ill|well|will ... book|reserve|schedule',
    'a|the|this|that|your|my|our|good|new|great|nice|read|reading|comic|phone|cook|note|audio|finished|wrote|lent book|books',
    'book i|you|we lent|read|gave|left|wrote|ordered|borrowed|recommended',
    `my|our|his|her first|next ${NOUN}|one|visit|session`,
    `${OWN}|last ${NOUN}|schedule`,
    'school|work|bus|train|class|busy|full|tight|hectic schedule',
    'do|does|did|will|would|should i|we|he|she|you|one|people|they need|have to|an|a|want|make|always|only ... appointment|book|booking|reservation|schedule',
    'during|before|from|to|in|at|after the|my|each|every appointment',
    'parking|wifi|delivery|entry|entrance|consultation|quote|quotes|estimate|estimates|it|toilet|coffee|for free',
    'tried|trying|try|unable|problem|problems|issue|trouble|failed|impossible|difficult to|with|booking ... book|reserve|schedule|make|booking|appointment',
    'by|on|behind|ahead of? schedule',
  ],
  booked: [
    `has|having an|a|her|his ... ${NOUN}`,
    `i|we|already have|had|got|made|booked|scheduled a|an|my|our|the|another ... ${NOUN}`,
    `i|we|already have got|had a|an ${NOUN}`,
    `i|we have|had ${NOUN}`,
    'mine|ours is|was',
    'booked|scheduled|reserved',
  ],
  negation: [
    'minimum|age|limit|advance|requirement|requirements',
    'cant|cannot|dont|didnt|doesnt|wont|wouldnt|couldnt|isnt|havent|hasnt|not|no|never|unable|without|nor|stop|why|already|yesterday',
    'thanks|thank|you for fitting|squeezing|seeing|having|taking|the|your|my|our|getting|booking|a|an',
    'thank you for',
    'pay|park|eat|drink|drive|wear|cost|costs|fee|charge|price|policy|deposit',
  ],
};
