import type { LanguageWords } from '../language-words.ts';
import { CANT, DAY, MEETING, NOUN } from './classes.ts';

type Questions =
  | 'request'
  | 'obligations'
  | 'topics'
  | 'information'
  | 'conjunctions'
  | 'questionOpenings'
  | 'question'
  | 'asksWhen'
  | 'notAsksWhen';

const OWN_ONE = `my|our|his|her|the|this|mine sons|daughters|mums|moms|husbands|wifes|next|upcoming|dog|first? ${NOUN}|${MEETING}`;

/** How questions are recognised, and told from requests. */
export const QUESTIONS: Pick<LanguageWords, Questions> = {
  request: [
    'got any|room|space|time|anything|slots|spots',
    `would|is|does ${DAY} ... be|ok|work|possible`,
    'process|procedure|steps|way for|to|of',
    'can|could|may|might|would|will|shall i|we|my|our|you|he|she|they|it',
    'want|id|like|wanna|wish|looking|trying|hoping|love|need|wanting',
    'how|where do|can|could|to|should|may|would i|we|you|make|book|get|go',
    'possible|able|any|anything|available|free|availability|chance|something',
    'do|does|have|dr|doctor ... you have|got|any',
    'appointment|booking|reservation for|today|tomorrow|please',
    'earliest|soonest|next',
    'late|early|soon to',
    'is|are there',
    'fit|squeeze|see me|us|him|her',
    'same as|again|thing|time',
  ],
  obligations: [],
  topics: [
    'bring my|our own',
    'manager|owner|reception|human|boss|supervisor|prepare',
    'explain|bill|photo|photos|picture|pictures|receptionist|position|positions|website|explained|email',
    'offer|offers|discount|discounts|deal|deals|promotion|copy|receipt|invoice|refund|job|jobs|wheelchair|toilet|bathroom|wifi|password|insurance|insurances|referral|voucher|vouchers|parking|menu|price|prices|money|policy|stock|stairs|elevator|pram|buggy|results|xrays|certificate|prescription|hiring|expensive|cheaper',
    'call|ring|phone|text|email|message|remind me|us|him|her|them',
    'same doctor|dentist|person|therapist|nurse',
    'will i|we|he|she see',
    'will you have',
    'have|get a|an|my copy|receipt|invoice|prescription|certificate|letter|xray|results|list|number|answer|reply|refund',
  ],
  information: [
    'know|learn|hear|find|talk|ask|discuss more|out|about',
    'voucher|gift|use|code|loyalty|points',
    'do|does|should|must|did i|it|he|she|you|the|my need|have|hurt|take|bring|work|do|offer|accept|treat|sell|use|think|know|wear|eat|include|cover|get',
    'wash|wear|swim|shower|exercise|smoke|drink|eat|wait|drive|after the|my|a|it|getting|having|treatment|inside|outside|alcohol|hair|here|there|with',
  ],
  conjunctions: [
    'but|so|then|because|and|which|while|since|although|though|however|as|or|just|also',
    'can|could|may i|we|you',
  ],
  questionOpenings: [
    'can|could|will|should children|kids|people|men|women|patients|clients|babies|pets|dogs|someone|insurance|pregnant|teenagers',
    'what|where|when|why|who|whos|which|whose|how',
    'is|are|am|was|were|do|does|did|has|have|had|can|could|may|should|would|will|shall i|we|you|they|it|he|she|there|my|the|your|this|that|these|those|dr|doctor|somebody|someone|anybody|anyone|any|everything|his|her|our',
    'is|are|does|did|could|would|has',
    'any idea|news|update|updates|parking|discount|discounts|offers|chance|way',
    'and|so|but|also|or what|where|when|how|is|are|do|does|can|who',
  ],
  question: [
    'know|learn|hear|find more|out',
    'talk|speak|discuss|complain about|the|my',
    'money back',
    'help with',
    'looking|apply for a? job|work',
    'need|want|like|have the|your ... number|address|name|email',
    'leave|write a review',
    'what|how|where|why|which|when should|do|can|could|is|are|does|will|did|would i|we|it|you|the|my|that|this|they|he|she',
    'question|questions|query|doubt|wondering|wondered|enquiry|enquire|inquire|enquiring|inquiry|price|prices|pricing|cost|costs|information|info|advice|curious|clarify|clarification|rates',
    'how much|long|many|often|far',
    'call|phone|ring|contact|email|text|message me|us',
    'call|ring back',
    'check|checking|see|wonder|unsure|sure if|whether|about|on|how',
    'speak|talk|chat|speaking|talking to|with',
    'let me know|if',
    'tell|inform|remind|advise|send|resend|explain|show me|us',
    'forgot|forgotten|remember|lost ... what|when|where|the|my|time|which|if',
    'dont|not|cant|no know|remember|idea|sure|understand|recall ... what|when|where|how|if|which|whether|who|why|the|my',
    'didnt|havent|never|not|hasnt get|got|receive|received|heard|hear|come|had|arrived',
    `${CANT}|unable ... book|open|load|pay|find|reach|log|access|get|see|download`,
    'not|doesnt|isnt|wont|stopped working|work|open|load|opening|loading|let|letting',
    'waiting for|on my|the|a ... results|reply|answer|call|response|refund|invoice|report|prescription',
    'confirm|check|double my|the|our|check|that|if|whether|what|when ... appointment|booking|time|still|address|price',
    'like|want|need|wanted|love|trying|hoping to know|ask|check|confirm|find|discuss|understand|speak|talk|see if|enquire|inquire',
    'need|want|like|get|have|send|request|provide ... receipt|invoice|results|prescription|certificate|refund|report|copy|quote|estimate|directions|address|bill|letter|referral|note|records',
    'refund|complaint|complain',
    'asking|ask|check if|about|for|whether|when|what|how|where|why',
    'can|could|would you|someone|somebody|anyone please? help|tell|send|explain|confirm|check|remind|give',
    'help me with|please?',
    'problem|trouble|issue|problems|error with|paying|opening|booking|message|when',
    'left|lost|forgot my|a ... there|at|in|yesterday|behind|bag|phone|umbrella|coat|jacket|scarf|keys|glasses|wallet|hat',
    'is that|this|it normal|ok|okay|right|correct|true|possible|safe|still',
    'what is|are|was|does|do|time',
  ],
  asksWhen: [
    `when|time|day|date|whens is|was|are|were|will ... ${OWN_ONE}`,
    `when|time|day|date|hour am|are|do|did|was|is|does i|we|my|he|she ... booked|scheduled|coming|due|in|have|get|expected|supposed|seeing|book|got|meant|appointment|need`,
    `time|day|date|hour of|for ... ${OWN_ONE}`,
    `remind|forgot|forgotten|remember|tell|lost|confirm|know|sure|unsure|check|track ... when|time|day|date ... appointment|booking|am|is|it|was|i|my|our`,
    `forgot|forgotten|remember|lost|confirm|check my|our|the ... ${NOUN} time|date|day|card|details`,
    'do|have|am|did i|we still? have|got|booked|an|in ... appointment|booking|booked|today|tomorrow|in|down|scheduled',
    `is|was my|our|the ... ${NOUN} ... ${DAY}|at|this|next|on|for`,
    'am i booked|in|down|scheduled|still? in|for|on|today|tomorrow|at|booked',
    'my appointment time|date|when',
    'what|which day|time again',
  ],
  notAsksWhen: ['appointment|booking going|with|covered|confirmed|include|cancelled'],
};
