/** Words that stand for each other when a message is weighed, once slang and frequent misspellings are spelled out. */
export const GROUPS: Readonly<Record<string, string>> = {
  appointment: 'cita|citas|turno|turnos|reserva|reservas|reservacion|hora|horita|citica|turnito',
  slot: 'hueco|huecos|huequito|lugar|espacio|espacios|cupo|cupos|disponibilidad|sitio|plaza|lugarcito',
  meeting:
    'sesion|visita|consulta|clase|reunion|llamada|videollamada|demo|taller|entrevista|prueba|valoracion|revision|control|chequeo|asesoria|tratamiento',
  service:
    'corte|degradado|afeitado|barba|tinte|mechas|balayage|raices|peinado|alisado|keratina|permanente|trenzas|extensiones|unas|manicura|manicure|pedicura|pedicure|gel|acrilicas|relleno|pestanas|cejas|depilacion|facial|masaje|masajes|botox|peeling|laser|tatuaje|piercing|maquillaje|limpieza|blanqueamiento|empaste|corona|brackets|ortodoncia|extraccion|endodoncia|ecografia|radiografia|resonancia|mamografia|citologia|analisis|analitica|vacuna|vacunas|vacunacion|fisio|fisioterapia|terapia|servicio|itv|arreglo|reparacion|llantas|ruedas|frenos|aceite|bateria|tasacion|instalacion|bano|yoga|pilates|spinning|gimnasio|implante|implantes|carillas|lentes|graduacion|papanicolau',
  profession:
    'doctor|doctora|dr|dra|dentista|odontologo|odontologa|ginecologo|ginecologa|matrona|enfermera|veterinario|veterinaria|dermatologo|dermatologa|cardiologo|pediatra|especialista|psicologo|psicologa|terapeuta|fisioterapeuta|abogado|abogada|contador|contadora|asesor|asesora|gestor|notario|agente|barbero|estilista|peluquera|tecnico|ingeniero|plomero|fontanero|electricista|mecanico|fotografo|limpiadora|profesor|profesora|medico|medica|traumatologo|podologo|nutricionista|oculista|oftalmologo|kine|kinesiologo',
  day: 'lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|finde|manana',
  partOfDay: 'tarde|noche|mediodia|tardecita|mananita',
  month: 'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|navidad',
  family:
    'hijo|hija|mujer|esposa|esposo|marido|mama|madre|papa|padre|nino|nina|ninos|bebe|hermana|hermano|abuela|abuelo|nieto|pareja|novio|novia|amiga|amigo|sobrina|nene|nena|suegra',
  illness:
    'enfermo|enferma|fiebre|gripe|covid|malo|mala|malito|malita|hospital|virus|resfriado|resfriada|gripa|migrana|vomitando|indispuesta|constipado',
  thing:
    'coche|carro|auto|moto|celular|movil|telefono|laptop|computadora|ordenador|perro|gato|perrito|perra|cachorro|bici|bicicleta|caldera|lavadora|nevera|aire|pantalla|tablet|conejo|gata',
  body: 'muela|diente|espalda|rodilla|hombro|cuello|oido|ojo|ojos|piel|pie|muneca|cadera|pierna|pelo|cabello|dientes|tobillo|codo|vista',
  home: 'casa|piso|departamento|depa|apartamento|propiedad|estudio|local|inmueble',
  number: 'uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce',
  book: 'reservar|agendar|pedir|sacar|programar|concertar|solicitar|apartar|coger',
  bookMe:
    'reservame|reservenme|agendame|agendenme|apuntame|anotame|anoteme|apartame|ponme|dame|deme|reserveme|agendeme|apunteme|denme|separame|guardame',
  move: 'cambiar|mover|reprogramar|reagendar|aplazar|posponer|pasar|adelantar|atrasar|retrasar|modificar|correr|trasladar',
  moveIt:
    'cambiame|pasame|mueveme|muevela|cambiala|cambiamela|reprogramame|reagendame|pasala|cambieme|paseme|cambienme|moveme|cambialo|pasalo',
  cancel: 'cancelar|anular|suspender',
  cancelIt:
    'cancela|cancele|cancelen|cancelame|cancelala|cancelalo|anula|anulen|anulala|cancelenla|cancelela|anulame|cancelo|anulo|cancelamos|canceleme|canceladla|anulad',
  can: 'puedo|podria|puede|pueden|puedes|podrias|podrian|podemos|podriamos|podeis|podras|podra|podre',
  want: 'quiero|quisiera|queria|necesito|ocupo|deseo|gustaria|queremos|quisieramos|necesitamos|querria|requiero',
  have: 'tienes|tienen|tiene|tenes|teneis|tendrias|tendrian|tendras|tendran|tendria|hay|habria|habra|queda|quedan',
  asking: 'que|cual|donde|quien|como|cuando|cuanto|cuanta|cuantos|cuantas|cuales',
  money:
    'precio|precios|costo|costos|cuesta|cuestan|vale|valor|tarifa|tarifas|pagar|cobran|sena|deposito|reembolso|factura|presupuesto|descuento|bono|cotizacion|cobra|cobrais|pago',
  greeting: 'hola|buenas|buenos|dias|tardes|noches|buen|dia|holaa|ola|holis|estimados',
  polite: 'gracias|porfa|porfavor|perdon|disculpa|disculpe|disculpen|perdona|favor|lamento|plis',
  my: 'mi|mis|nuestra|nuestro|mia|mio',
  fault:
    'rompio|roto|rota|descompuso|atasco|atascado|gotea|pierde|apaga|ruido|averio|estropeo|estropeado|danado|danada|trabado|trabada|pincho|fundio|prendio|enciende',
  repair:
    'arreglar|arreglen|reparar|reparen|instalar|instalen|medir|armar|destapar|revisar|revisen|arreglarme|repararme|componer',
  booking: 'reserv*|agend*|program*|apart*|apunt*|anot*|inscrib*',
  cancelling: 'cancel*|anul*|suspend*|cansel*|elimin*|borr*',
  moving:
    'cambi*|reprogram*|reagend*|aplaz*|pospo*|posterg*|adelant*|atras*|retras*|modific*|traslad*|muev*|mover*|movam*|pasam*|pasem*|recorr*',
};
