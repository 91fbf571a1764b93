import type { LanguageWords } from '../language-words.ts';
import { CAN, DAY, DESIRE, SERVICE, WHEN } from './classes.ts';

const HAVE =
  'hay|tienes|tienen|tiene|queda|quedan|habra|habria|tendrian|tendria|quedara|quedaria|tendran|hubiera|habrian|hubiese|sobra|encuentro';
const ROOM =
  'hueco|huecos|sitio|disponibilidad|disponible|disponibles|libre|libres|espacio|lugar|cupo|cupos|plaza|plazas|campo|agenda|vacante|ratito|rato|tiempo';
const GIVE =
  'da|das|dan|dais|dar|dame|deme|denme|daria|darias|darian|den|des|darme|darnos|dareis|regala|regalas|regalan|conceder|brindar|brindan|brinda|consigue|consigues|consiguen|colabora|colaboran|ayuda|busca|buscas|buscar|asignar|asigna|asignan|pone|pones|ponen|poner|ponme|poneis|coges|coge|coger|pilla|pillas|guarda|guardas|guardan|guardar|guardame|separa|separan|separas|separar|aparta|apartas|apartan|apartar|apartame|reserva|reservas|agenda|agendas|agendan|agendar|saca|sacas|sacan|programa|programan|hace|haces|hacen|hacer|hagas|hagan|anota|anotas|anotan|apunta|apuntas|apuntan|apuntame|facilitar|facilita|ofrece|ofrecen|ofrecer';

/** How customers ask for an appointment, beside the contract's booking words. */
export const REQUESTS: Pick<LanguageWords, 'book' | 'wanted'> = {
  book: [
    'como hago|hacer|hacemos para ... atenderme|pedir|sacar|reservar|agendar|verme',
    'me|nos ... puedo|podria|podemos apuntar|anotar|inscribir|agendar',
    `puedes|podrias|puede|podria el|este|la|hoy|manana? ${DAY} ... a|para|por|al #|las|mi|una|la|pelo|unas`,
    'algun|alguna ... dia|hueco|hora|cita|turno ... semana|libre|disponible|para|por|el|esta|este|manana',
    'cuando puedes|podrias',
    'echar|echarle|echan|echas un vistazo|ojo',
    `${DAY} ... estaria|seria|es|estara|puede|podria bien|posible|ser`,
    'necesito|quiero|quisiera que ... alguien|me|lo|la|le ... mire|revise|vea|venga|arregle|corte|haga|atienda|vean|revisen|miren|viera|atiendan',
    'lo mas temprano|pronto|cercano|antes|rapido ... tienes|tienen|hay|tengas|puedan|puedas|posible|puede|pueden|podria',
    'quedar|reunirnos|vernos|reunirme|juntarnos un|el|este|para|manana|la|algun dia|lunes|martes|miercoles|jueves|viernes|semana|hablar',
    'pueden|puede|podrian|podria|podrias|puedes venir ... a|el|hoy|manana|este|esta|lunes|martes|miercoles|jueves|viernes|sabado casa|domicilio|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|tarde|ver?',
    `${HAVE} ... cita|citas|turno|turnos|hora|horas|reserva`,
    `${HAVE} ... ${ROOM}`,
    `${HAVE}|habra|algo ... algo|alguna|un ... para|el|este|esta|manana|hoy|por|libre`,
    'algo|hueco|sitio|lugar|espacio|ratito para|el|este|hoy|manana|esta|libre|urgente|a',
    `me|nos|le|lo|la|les|los ... ${GIVE} ... cita|turno|hora|hueco|reserva|consulta|visita|sitio|lugar|espacio|campo|ratito|rato|primera|sesion|plaza`,
    `me|nos|le|lo|la ... ${GIVE} ... hoy|manana|el|para|lunes|martes|miercoles|jueves|viernes|sabado|domingo|a|con`,
    'me|nos|le|lo|la|les apuntas|apuntar|apuntame|apuntan|anotar|anotas|anotan|agendar|agendas|agendan|agenda|apunta|anota|agendo|agende|agenden|agendarias|anoten|apunteis|apuntais|apunten',
    'apuntarme|apuntame|anotame|anotarme|agendame|agendarme|agendar|agendarle|agendarla|agendarlo|apuntarle|apuntarnos|anotarlo|anotarla|anotarnos|reservame|reservarme|reservarnos|reservadme|apuntadme|apunteme|anoteme|agendeme|agendenme|reserveme|reservenme|cojanme|cogeme|cogedme|apartarme|apartame|separarme|separame',
    'agendar|agendo|agende|agenden|agendemos|agendamos|agenda',
    'reservar|reservo|reservamos|reservas|reservan|reservais|reserve|reserven|reserbar',
    'pedir|pido|pedirte|pediros|pedirle|pedirles|sacar|saco|concertar|coger|cojo|tomar|solicitar|solicito|conseguir|programar|programo|agendar|hacer|hacerme|separar|apartar|gestionar|tramitar|obtener|planear|cuadrar|coordinar|fijar|buscar|buscando|adquirir|quedar|marcar|requerir|sacarme|sacarle|pedirme ... cita|turno|hora|visita|revision|consulta|limpieza|prueba|reserva|llamada|reunion|junta|videollamada|asesoria|entrevista|sesion|lugar|espacio|hueco|valoracion|clase|primera',
    'ver|vea|vean|veais|visitar|visite|consultar|verme ... al|a|me|un|una|mi|el|con|la|alguien dentista|doctor|doctora|dra|dr|medico|medica|abogado|abogada|alguien|especialista|pediatra|fisio|ginecologo|psicologa|psicologo|veterinario',
    'me|nos|la|lo|le|los|te ... puede|pueden|podria|podrian|puedes|podrias|pueda|puedan ... ver|atender|recibir|revisar|mirar|programar|apuntar|anotar|agendar|cortar|peinar|maquillar|pintar|depilar|vacunar|banar|tatuar|tenir|hueco|reservar|arreglar|coger',
    'puede|pueden|podria|podrian|puedes|podrias|podes|pueda|quien|cuando|podeis|alcanzas|alcanzan|hoy|si ... verme|atenderme|recibirme|revisarme|mirarme|cortarme|atendernos|atenderlo|atenderla|verlo|verla|peinarme|hacerme|reservarme|verle|agendarme|apuntarme|recibirnos|tenirme|atenderle|darme|vernos',
    'me|nos|lo|la|le atiendes|atienden|atiende|atendeis|atenderian|atenderias|atenderan|recibes|reciben|recibis|ves|veis|ven|cortas|haces|atienda|vean ... hoy|manana|el|a|para|lunes|martes|miercoles|jueves|viernes|sabado|esta|si|urgente|por',
    'me|nos apunto|apuntamos|anoto|apuntaria|anotaria',
    'que disponibilidad|hueco|huecos|dias|horas|horario|horarios|citas|turnos|fechas ... tienes|tienen|hay|tiene|quedan|manejan|libre|libres|disponible|disponibles|te|les',
    'que|para|si me|nos|lo|la|le|puedan vea|vean|viera|vieran|atendiera|atendieran|revisara|atienda|atiendan|revise|revisen|veais|mire|miren|reciba|reciban|hagan|corten|atendais|chequee|chequeen|atender|ver|examine|valoren|evaluen',
    `puedo|podria|podemos|puede|cuando|quiero|queria|quisiera|gustaria|necesito|podriamos|pueda|ganas|posible|puedan ... ir|venir|pasar|pasarme|acercarme|pasarnos|asistir|acudir|llevarlo|llevarla|llevar|caer ... ${WHEN}|que`,
    'cuando|que ... puedo|podria|podemos|puede|podriamos ... ir|venir|pasar|pasarme|acercarme|llevarlo|llevarla|verme|atenderme',
    'cuando|que ... puedes|puede|pueden|podria|podrian|podrias ... ver|atender|recibir|verme|atenderme|recibirme|darme|hacerme|hacer|cortarme',
    'cita|turno|reserva|consulta|hora para|con|urgente|disponible|libre|pronta|lo|mas|cuanto',
    'un|una|otra|otro turno|cita|turnito|citas|turnos ... por favor|para|con|pronto|hoy|manana|urgente|el|este',
    'para ... ir|cortarme|tenirme|arreglarme|hacerme|hacer|cortar|hacernos|arreglar ... pelo|unas|cejas|barba|mechas|pies|manos|cabello|limpieza',
    'prim*|proxima|primera|nueva visita|cita|consulta|vez',
    'soy paciente|clienta|cliente nuevo|nueva',
    'inscrib* ... en|a|para|clase|curso|me',
    'hazme|haceme|hacerme|haces|hacen|hagame|haganme|hacednos|hacedme|busqueme|buscame|guardame|guardarme|ponme|poneme|ponerme|ponedme|pongame|metame|meteme|apartame|apartarme|sacame ... hueco|sitio|huequito|lugar|espacio|campo|ratito|hora|cita|turno|el|para|rato',
    'ponme|poneme|ponedme|pongame|apuntame|anotame|agendame|meteme|dame|deme|reservame a|al|el|para|manana|hoy|este|en ... las|la|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|tarde|hoy',
    'podemos|podriamos|podria|puedo|quiero|queria|gustaria vernos|reunirnos|hablar|quedar|reunirme|juntarnos|encontrarnos ... el|hoy|manana|este|la|lunes|martes|para',
    'lo|la mismo|misma de|que ... siempre|vez|ultima|otra',
    `${ROOM} ... ${DAY}|para`,
    'tienes|tienen|tiene|hay|habra|tendria|tendrian ... para ... hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|finde|tarde',
    'esta|estan|estara|estaria|estas ... libre|disponible|disponibles|libres',
  ],
  wanted: [
    `estas|estan|estais|trabajas ... para ... ${SERVICE}`,
    `me|nos|le ... ${CAN} ... hacer|poner|dar|arreglar|quitar ... ${SERVICE}`,
    `${DESIRE} ... verlo|verla|verle|verlos|verte|veros`,
    `${DESIRE} ... llevar|traer|visitar|ver|conocer ... a|al|el|la|un|una|mi|los|las|con|otra`,
    `${DESIRE} ... una|un|el|la|las|los|mi|mis|hacerme|hacer|hacerle|otra|otro|ponerme|darme|para|de|al|a ... ${SERVICE}`,
    `${DESIRE} ... ${SERVICE}`,
    `${DESIRE} ... hacerme|hacerle|hacernos|arreglarme|ponerme|quitarme|cortarme|pintarme|tenirme|depilarme|limpiarme|revisarme|tratarme|retocarme|sacarme|operarme|checarme|peinarme|raparme|atenderme|vacunarme|vacunar|revisarle|cortarle|checar|cortarnos|graduarme|maquillarme`,
    `${SERVICE} ... para|el|este|por ... ${DAY}`,
    `${SERVICE} ... por favor`,
    `${DAY} ... ${SERVICE} ... puede|puedes|se`,
    `${CAN} ... ver|revisar|atender|mirar|examinar ... a|al|mi|nuestro|nuestra`,
  ],
};
