import type { LanguageWords } from '../language-words.ts';
import { DAY, NOUN, PLACE } from './classes.ts';

type Questions =
  | 'request'
  | 'obligations'
  | 'information'
  | 'conjunctions'
  | 'questionOpenings'
  | 'question'
  | 'asksWhen'
  | 'notAsksWhen';

const OWN_ONE = `mi|nuestra|la|el|su|mis|nuestro|esa|esta proxima|siguiente|primera|otra? ${NOUN}`;

/** How questions are recognised, and told from requests. */
export const QUESTIONS: Pick<LanguageWords, Questions> = {
  request: [
    'puedo|puede|pueden|puedes|podria|podrian|podrias|podemos|podriamos|se|podra|podran',
    'quiero|quisiera|queria|queremos|gustaria|deseo|quieren|quiere|queriamos|necesito|ocupo',
    'como|donde|por',
    'es|seria|sera|habria posible|posibilidad|manera|forma',
    'cita|turno|reserva|hora|consulta para|con|hoy|manana|por|urgente',
    'hay|tienes|tienen|tiene|queda|quedan|tendrian|tendria|habria|habra|tendran',
    'dan|das|da|dais|dame|deme|denme|darme|daria|darian|darias|regala|regalas|apartas|apartan|separan',
    'cuando|cual|que ... tienen|tienes|hay|seria|tiene|es|puedo|podria|pueden|puedes|podrias|atienden|ven|seria',
    'disponible|disponibles|disponibilidad|libre|libres|hueco',
    'me|nos|lo|la|le ... apuntas|anotas|agendas|haces|reservas|coges|pones|guardas|agendan|reservan|anotan|atienden|atiendes|apuntan|agenda|reserva|apunta|anota|coge|hace|cortas|ves|veis|reservais|apuntais|poneis|haceis|cogeis|aparta|separa',
  ],
  obligations: [
    'necesito|necesitamos|necesita|piden|requiere|requieren una|la? cita|turno|reserva|reservar|hora',
    'es|hace|hay|tengo|tenemos|debo|se necesario|obligatorio|falta|que|imprescindible|necesita ... cita|turno|reserva|reservar|hora',
  ],
  information: [
    'vale|bono|usar|codigo|cupon|puntos|canjear',
    'cuanto|cuanta|cuantas|cuantos|precio|precios|tarifa|tarifas|cuesta|cuestan|vale|valen|cobran|costo|costos|coste|valor|presupuesto|promocion|promociones|oferta|descuento|descuentos',
    'informacion|info|informes|informarme|saber|preguntar|consultar|duda|dudas|pregunta|preguntas|conocer',
    'duele|dolera|dolor|normal|seguro|incluye|incluido|incluida|aparcar|aparcamiento|estacionamiento|parking|direccion|ubicacion|ubicados|pagar|tarjeta|efectivo|bizum|financiacion|requisitos|documentos',
    'hacen|haceis|ofrecen|trabajan|trabajais|venden|aceptan|aceptais|manejan|realizan|realizais|cubre|atienden',
    'tengo|debo|hay|tiene que',
    'que|cual|cuales|quien|donde diferencia|tipo|tratamiento|marca|es|lleva|incluye|recomiendas|recomiendan',
    'comer|desayunar|cenar|beber|banarme|ducharme|lavarme|mojarme|fumar|maquillarme',
  ],
  conjunctions: [
    'pero|asi|entonces|porque|aunque|y|pues|por eso|ademas|tambien|ya que|como|o',
    'quiero|quisiera|queria|gustaria|necesito|ocupo|deseo',
    'me puedes|podrias|das|podria|puede|pueden',
  ],
  questionOpenings: [
    'hay lista|wifi|clases|consulta|atencion|servicio|sala|ascensor|rampa|banos',
    'el|la|los|las|sus|su ... habla|hablan|trabaja|viene|atiende|cubre|acepta|aceptan|incluye|dura|abre|cierra|cuesta|vale|hace|hacen',
    'encontraron|recibieron|vieron|mandaron|enviaron|revisaron|llegaron|encontrasteis|visteis|mandasteis',
    'sus|los|las ... son|estan',
    'que|cual|cuales|quien|quienes|donde|adonde|cuando|cuanto|cuanta|cuantos|cuantas|como',
    'por que',
    'a|en|de|con|para|hasta|desde que|cual|quien|donde|cuando|cuanto',
    'aceptan|aceptais|abren|abris|cierran|hacen|haceis|tienen|tienes|tiene|estan|estais|estas|estara|atienden|atendeis|trabajan|trabajais|venden|vendeis|ofrecen|ofreceis|cobran|cobrais|puedo|puede|pueden|puedes|podria|podrian|podrias|podemos|podriamos|sabe|saben|sabes|sabeis|manejan|realizan|incluye|duele|seria|sera|se|cierra|abre|viene|cuentan|debo|hace|vais|usan|usais|existe|quedan|queda|habra|sirve|cubre|dais|dan|das|siguen|seguis|sigue|haces|vendes|aceptas|conocen|recibieron|recibisteis|recibiste|funciona',
    'hay algun|alguna|edad|minimo|maximo|limite|algo|parking|estacionamiento|aparcamiento|cita|citas|turno|turnos|hora|posibilidad|forma|manera|que|servicio|wifi|bano|descuento|hueco|alguien|disponibilidad|disponible|lugar|sitio|donde|parqueadero',
    'esta|es|son la|el|los|las|cerca|abierto|abierta|lejos|normal|posible|necesario|dr|dra|doctor|doctora|gratis|verdad|caro',
    'tengo|debo|hay|tenemos que',
    'una|1|tengo|alguna consulta|pregunta|duda',
    'y|o|pero|entonces|oye|oiga|perdona|disculpa|a ver a? que|cuanto|donde|como|cuando|si|cual|hay|tienen|tienes|aceptan|hacen|abren',
    'algun|alguna descuento|promocion|oferta|novedad|noticia|noticias',
  ],
  question: [
    'con cuanta|cuanto|que',
    'que|como|donde hago|debo|puedo|tengo|hacer|hacemos',
    'cuanta|cuanto antelacion|tiempo|anticipacion',
    'duda|dudas|pregunta|preguntas|consultar|preguntar|preguntarle|preguntarte|saber|informacion|info|informes|precio|precios|tarifa|tarifas|costo|costos|presupuesto|cotizacion|cotizar|consultita|consultarte|consultarle|averiguar',
    'cuanto|cuanta cuesta|cuestan|vale|sale|es|dura|cobran|tarda|seria|sale|valen|salen|cobrais|esta|me',
    'me|nos ... llama|llaman|llamar|llamen|llame|llamas|llameis|explica|explican|dice|dicen|decir|dices|manda|mandas|mandan|envia|envias|envian|enviar|mandar|pasa|pasas|pasan|confirma|confirmas|confirman|confirmais|confirmar|confirme|recuerda|recuerdas|recuerdan|recordar|recordais|recordarias|indica|indican|indicas|informa|informan|informas|ayuda|ayudas|ayudan|ayudar|responde|responden|contesta|contestan|aclara|aclarar|comenta|comentas|decis|digan|diga|compartes|comparte|comparten|regala|avisa|avisas|avisan ... ...',
    'llamar|llamarme|llamenme|llameme|llamame|llamadme|explicarme|decirme|dime|digame|diganme|decidme|enviame|mandame|pasame|confirmame|confirmarme|enviarme|mandarme|envienme|recordarme|recuerdame|ayudame|ayudarme|indicarme|informarme|llamarnos|mandadme|contestarme|contesten|avisenme|avisarme|avisame|aclararme|comunicarme|comunicarse|enviadme',
    'hablar|comunicarme|conversar|contactar con',
    'hablar|comunicarme|contactar|contacto',
    'no me|nos|se|he|recuerdo|tengo|lo|la llego|llega|llegado|acuerdo|ha|enviaron|mandaron|contestan|responden|respondieron|contestaron|aparece|sale|deja|han|abre|entiendo|se|carga|claro|quedo|permite|anda|funciona',
    'no recuerdo|recibi|recibido|se|he|entiendo|encuentro|tengo|veo ...',
    'olvide|olvido|olvidado ... que|cuando|hora|dia|a|cita|preguntar|donde',
    'deje|dejado|olvide|olvidado|perdi|olvido|dejo ... ahi|alli|consultorio|paraguas|chaqueta|bolso|gafas|cartera|movil|celular|lentes|abrigo|clinica|local|ayer|bufanda|alla',
    'no puedo|podemos|consigo|logro|deja|funciona|carga|abre reservar|pedir|abrir|entrar|pagar|agendar|acceder|ver|el|la|encontrar',
    'no funciona|carga|abre|va|deja|sirve|anda ...',
    'necesito|quiero|quisiera|podria|pueden|puedes|ocupo|mandar|enviar|gustaria|solicito|pedir ... factura|recibo|informe|receta|justificante|certificado|resultados|reembolso|devolucion|copia|historial|comprobante|ubicacion|direccion|telefono|catalogo|lista|volante|hoja|constancia',
    'estan|tienen|salieron|ya|mis|los ... resultados|analisis|gafas|lentes',
    'reclamacion|queja|reclamar|reembolso|quejarme|devolucion',
    'sabes|sabe|saben|sabeis|sabrias|sabria si|que|cuanto|cuando|donde|como',
    'hay|habia problema|algun|inconveniente si|con',
    'es|sera normal|cierto|verdad|posible|obligatorio|necesario',
    'verdad|cierto',
    'no|o se? como|donde|cuando|que|cual|si',
    'en que consiste|horario|consisten',
    'me interesa|interesaria saber|conocer|informacion|info',
    'mas|solicitar informacion|info|detalles|informes',
    'esperando|espero respuesta|resultados|llamada|factura|que|el|la',
    'alguien ... puede|podria|sabe|atiende|responde|hay|contesta|ahi',
    'cual|cuales|cuanto|cuantos|cuantas es|son|seria|tiempo|sesiones|sale|cuesta|dura|antes',
    'el|su horario|direccion|ubicacion|telefono|precio',
    'si|tambien hacen|haceis|tienen|atienden|trabajan|aceptan|hay|abren|realizan|venden|manejan',
    'queria|quisiera|quiero|gustaria|necesito comentar|comentarte|comentarle|saber|confirmar|comprobar|preguntar|hablar|consultarte|consultar',
    'confirmar|confirmas|confirma|confirmais|confirman|confirmame|confirmen|confirmeis|confirme ... cita|turno|hora|reserva',
  ],
  asksWhen: [
    `cuando|hora|dia|fecha es|era|seria|sera|tenia|tengo|teniamos|tenemos|toca|tocaba|quedo|quedaba|fue|va ... ${OWN_ONE}`,
    `cuando|hora|dia|fecha tengo|tenia|tenemos|teniamos|tiene ... que|la|mi|el|programada|agendada? ... ${PLACE}|ir|presentarme|acudir|venir|estar|pasar`,
    `a que hora tengo|tenia|tenemos|teniamos|toca|tocaba|estoy|quede|quedamos|era|es|me|nos ...`,
    `cuando|hora|dia|fecha me|nos|le toca|tocaba|corresponde|citaron|toco|dieron|agendaron|apuntaron|pusiste|pusieron|anotaron|citasteis|pusisteis|tienes|atienden`,
    `hora|dia|fecha|horario de|para ... ${OWN_ONE}`,
    `hora|dia|fecha de|para ... cita|turno|reserva`,
    `${PLACE} ... es|era|seria|cuando|a|quedo cuando|que|para|el|a|hoy|las ... hora|dia|es|cuando|fecha|era`,
    'recuerda|recuerdas|recordar|recordarme|recuerdame|recuerdan|recordais|recuerdeme|recordarias|acuerdo|recuerdo|olvide|olvido|perdi|confirmas|confirmar|confirmame|confirma|decir|dices|decirme|dime|se|dicen|recordeis|confirmarme|olvidado|recuerdenme|confirman ... ... cuando|hora|dia|fecha ... tengo|tenia|cita|turno|era|es|mi|la|toca|reserva|consulta|me',
    'olvide|olvido|acuerdo|recuerdo|recuerdas|recordar|perdi|recuerda|recordarme|olvidado ... cuando|hora|dia|fecha|que ... cita|turno|era|es|tengo|tenia|consulta|reserva|toca|mi|la',
    'me|nos recuerdas|recuerda|recuerdan|recordar|recordarias|recordais ... la|mi|cita|hora ...',
    `tengo|tenia|tenemos ... yo|alguna|una|mi|la|hora|ya? ... cita|turno|hora|reserva ... ${DAY}|el|para|o|a|programada|pendiente|agendada|con`,
    `${OWN_ONE} ... es|era|seria|sera|quedo ... ${DAY}|a|el|para|por`,
    'estoy apuntada|apuntado|anotada|anotado|citada|citado|agendada|agendado ...',
    'quedamos|quede a|el|para|en que|las ... hora|dia|verdad|no',
    'para cuando ... quedo|tengo|es|era|tenia',
    'era|es a las|el ... verdad|no|cierto',
    'cuando era|toca',
    'que dia era|tengo|tenia|toca',
  ],
  notAsksWhen: [
    'disponible|disponibles|libre|libres|hueco|proxima disponible',
    'cuando|hora puedo|podria|podemos|puede|podriamos|pueden|puedes',
    'tengo|hay que pedir|sacar|reservar|llevar|traer|pagar|hacer',
    'ir en|con|sin',
    'abren|abris|cierran|abre|cierra|atienden|trabajan|llega|sale',
    'cuanto|donde|quien|cuanta',
    'duracion|dura',
    'cuando|que hay|tienen|tienes|tiene|habra|tendrian',
  ],
};
