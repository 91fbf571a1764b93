import type { LanguageWords } from '../language-words.ts';
import { DAY, NOUN, PLACE } from './classes.ts';

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

const OWN_ONE = `mi|nuestra|la|el|su|mis|nuestro|esa|esta proxima|siguiente|primera|otra? ${NOUN}`;

/** How questions are recognised, and told from requests. */
export const QUESTIONS: Pick<LanguageWords, Questions> = {
  request: [
    'algun|alguna dia|hueco|hora|cita|turno|espacio',
    'me ayuda|ayudas|ayudan|ayudais a|con|para',
    'estas|estais|estan ... para',
    'puedo|puede|pueden|puedes|podria|podrian|podrias|podemos|podriamos|se|podra|podran',
    'quiero|quisiera|queria|queremos|gustaria|deseo|quieren|quiere|queriamos|necesito|ocupo',
    'como|donde|por',
    'es|seria|sera|habria posible|posibilidad|manera|forma',
    'cita|turno|reserva|hora|consulta para|con|hoy|manana|por|urgente',
    'hay|tienes|tienen|tiene|queda|quedan|tendrian|tendria|habria|habra|tendran',
    'dan|das|da|dais|dame|deme|denme|darme|daria|darian|darias|regala|regalas|apartas|apartan|separan',
    'cuando|cual|que ... tienen|tienes|hay|seria|tiene|es|puedo|podria|pueden|puedes|podrias|atienden|ven',
    'disponible|disponibles|disponibilidad|libre|libres|hueco',
    'me|nos|lo|la|le ... apuntas|anotas|agendas|haces|reservas|coges|pones|guardas|agendan|reservan|anotan|atienden|atiendes|apuntan|agenda|reserva|apunta|anota|coge|hace|cortas|ves|veis|reservais|apuntais|poneis|haceis|cogeis|aparta|separa',
  ],
  obligations: ['necesito|necesitamos|necesita|piden|requiere|requieren una|la? cita|turno|reserva|reservar|hora'],
  topics: [
    'se hace|hacen en|durante',
    'encargado|encargada|gerente|jefe|jefa|dueno|duena|humano|responsable|recepcion|preparo|preparar',
    'oferta|ofertas|descuento|descuentos|promocion|promociones|copia|recibo|factura|reembolso|trabajo|empleo|vacante|vacantes|ruedas|bano|wifi|clave|contrasena|seguro|seguros|volante|derivacion|vale|bono|aparcamiento|estacionamiento|parking|carta|precio|precios|dinero|politica|stock|ascensor|escaleras|carrito|resultado|resultados|analitica|certificado|receta|justificante|caro|caras|barato|baratas|cubre|tarjetas|sena|senal',
    'o es|son|hay|se|puedo|por|sin que|orden|puede|cita|ir?',
    'puedo|podria|podemos|puede|se ... llevar|traer|pagar|aparcar|comer|beber|conducir|fumar|ducharme|entrar|acompanarme|desayunar|dejar|usar|volver|esperar|tomar',
    'disponible|disponibles la|el|los|las',
    'cuanto|cuanta|cuantas|cuantos tiempo|dias|antes|horas|cuesta|vale|sale|es|cobran|antelacion',
  ],
  information: ['informacion|info|informes|informarme|saber|preguntar|consultar|duda|dudas|pregunta|preguntas|conocer'],
  conjunctions: ['quiero|quisiera|queria|gustaria|necesito|ocupo|deseo'],
  questionOpenings: [
    'tratan|tratais|admiten|admitis|permiten|permitis|colocan|arreglan|reparan|cambian',
    'ponen|poneis|pones',
    'la|el|su clinica|consulta|consultorio|tienda|oficina|local|salon ... esta|queda|tiene|abre',
    'los|las|el|la ... puede|pueden',
    'me|nos dan|das|da|dais|pueden|puedes|podria|podrias|dejan|sale|conviene|recomiendas|recomiendan|explicas|explica|mandas|atiende|atienden|devuelven',
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
    'algun|alguna descuento|promocion|oferta|novedad|noticia|noticias',
  ],
  question: [
    'dinero',
    'busco|buscando trabajo|empleo',
    'trabajar con ustedes|vosotros|vosotras',
    'dejar|poner una resena|opinion|queja',
    'con cuanta|cuanto|que',
    'que|como|donde hago|debo|puedo|tengo|hacer|hacemos',
    'duda|dudas|pregunta|preguntas|consultar|preguntar|preguntarle|preguntarte|saber|informacion|info|informes|precio|precios|tarifa|tarifas|costo|costos|presupuesto|cotizacion|cotizar|consultita|consultarte|consultarle|averiguar',
    'cuanto|cuanta cuesta|cuestan|vale|sale|es|dura|cobran|tarda|seria|valen|salen|cobrais|esta|me',
    'me|nos ... llama|llaman|llamar|llamen|llame|llamas|llameis|explica|explican|dice|dicen|decir|dices|manda|mandas|mandan|envia|envias|envian|enviar|mandar|pasa|pasas|pasan|confirma|confirmas|confirman|confirmais|confirmar|confirme|recuerda|recuerdas|recuerdan|recordar|recordais|recordarias|indica|indican|indicas|informa|informan|informas|ayuda|ayudas|ayudan|ayudar|responde|responden|contesta|contestan|aclara|aclarar|comenta|comentas|decis|digan|diga|compartes|comparte|comparten|regala|avisa|avisas|avisan',
    'llamar|llamarme|llamenme|llameme|llamame|llamadme|explicarme|decirme|dime|digame|diganme|decidme|enviame|mandame|pasame|confirmame|confirmarme|enviarme|mandarme|envienme|recordarme|recuerdame|ayudame|ayudarme|indicarme|informarme|llamarnos|mandadme|contestarme|contesten|avisenme|avisarme|avisame|aclararme|comunicarme|comunicarse|enviadme',
    'hablar|comunicarme|conversar|contactar con',
    'no me|nos|se|he|recuerdo|tengo|lo|la llego|llega|llegado|acuerdo|ha|enviaron|mandaron|contestan|responden|respondieron|contestaron|aparece|sale|deja|han|abre|entiendo|se|carga|claro|quedo|permite|anda|funciona',
    'no recuerdo|recibi|recibido|se|he|entiendo|encuentro|tengo|veo',
    'olvide|olvido|olvidado ... que|cuando|hora|dia|a|cita|preguntar|donde',
    'deje|dejado|olvide|olvidado|perdi|olvido|dejo ... ahi|alli|consultorio|paraguas|chaqueta|bolso|gafas|cartera|movil|celular|lentes|abrigo|clinica|local|ayer|bufanda|alla',
    'no puedo|podemos|consigo|logro|deja|funciona|carga|abre reservar|pedir|abrir|entrar|pagar|agendar|acceder|ver|el|la|encontrar',
    'no funciona|carga|abre|va|deja|sirve|anda',
    'necesito|quiero|quisiera|podria|pueden|puedes|ocupo|mandar|enviar|gustaria|solicito|pedir ... factura|recibo|informe|receta|justificante|certificado|resultados|reembolso|devolucion|copia|historial|comprobante|ubicacion|direccion|telefono|catalogo|lista|volante|hoja|constancia',
    'estan|tienen|salieron|ya|mis|los ... resultados|analisis|gafas|lentes',
    'reclamacion|queja|reclamar|reembolso|quejarme|devolucion',
    'es|sera normal|cierto|verdad|posible|obligatorio|necesario',
    'esperando|espero respuesta|resultados|llamada|factura|que|el|la',
    'alguien ... puede|podria|sabe|atiende|responde|hay|contesta|ahi',
    'su horario|direccion|ubicacion|telefono|precio',
    'queria|quisiera|quiero|gustaria|necesito comentar|comentarte|comentarle|saber|confirmar|comprobar|preguntar|hablar|consultarte|consultar',
    'confirmar|confirmas|confirma|confirmais|confirman|confirmame|confirmen|confirmeis|confirme ... cita|turno|hora|reserva',
  ],
  asksWhen: [
    `cuando|hora|dia|fecha es|era|seria|sera|tenia|tengo|teniamos|tenemos|toca|tocaba|quedo|quedaba|fue|va ... ${OWN_ONE}`,
    `cuando|hora|dia|fecha tengo|tenia|tenemos|teniamos|tiene ... que|la|mi|el|programada|agendada? ... ${PLACE}|ir|presentarme|acudir|venir|estar|pasar`,
    `a que hora tengo|tenia|tenemos|teniamos|toca|tocaba|estoy|quede|quedamos|era|es|me|nos`,
    `cuando|hora|dia|fecha me|nos|le toca|tocaba|corresponde|citaron|toco|dieron|agendaron|apuntaron|pusiste|pusieron|anotaron|citasteis|pusisteis|tienes|atienden`,
    `hora|dia|fecha|horario de|para ... ${OWN_ONE}`,
    `${PLACE} ... es|era|seria|cuando|a|quedo cuando|que|para|el|a|hoy|las ... hora|dia|es|cuando|fecha|era`,
    'me|nos recuerdas|recuerda|recuerdan|recordar|recordarias|recordais ... la|mi|cita|hora',
    `tengo|tenia|tenemos ... yo|alguna|una|mi|la|hora|ya? ... cita|turno|hora|reserva ... ${DAY}|el|para|o|a|programada|pendiente|agendada|con`,
    `${OWN_ONE} ... es|era|seria|sera|quedo ... ${DAY}|a|el|para|por`,
    'estoy apuntada|apuntado|anotada|anotado|citada|citado|agendada|agendado',
    'para cuando ... quedo|tengo|es|era|tenia',
    'era|es a las|el ... verdad|no|cierto',
    'cuando era|toca',
    'que dia era|tengo|tenia|toca',
  ],
  notAsksWhen: [
    'tengo|hay que pedir|sacar|reservar|llevar|traer|pagar|hacer',
    'abren|abris|cierran|abre|cierra|atienden|trabajan|llega|sale',
  ],
};
