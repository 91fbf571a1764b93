/** Words that stand for each other in the phrases of this language, once slang and frequent misspellings are spelled out. */
export const NOUN =
  'cita|citas|turno|turnos|hora|horas|reserva|reservas|reservacion|reservaciones|consulta|visita|sesion';
/** Without "hora", which is also a time of day. */
export const PLACE =
  'cita|citas|turno|turnos|reserva|reservas|reservacion|consulta|visita|sesion|clase|reunion|llamada';
export const DAY =
  'hoy|manana|tarde|noche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|finde|semana|mediodia|mes|tardecita|pasado';
/** How a time begins: "para el viernes", "a las 3", "mañana". */
export const WHEN = `${DAY}|para|el|este|esta|a|al|en|por|antes|despues|proxima|proximo|urgente|cuanto|pronto|temprano|sobre|entre`;
export const DESIRE =
  'quiero|quisiera|queria|queriamos|queremos|quiere|gustaria|necesito|necesita|necesitaba|necesitaria|necesitamos|deseo|deseaba|desearia|ocupo|ocupaba|busco|buscaba|interesa|interesaria|interesada|interesado|toca|urge|apetece|tocaria|encantaria|vengo|ganas|quieren';
export const CAN = 'puedo|podria|podriamos|podemos|pueden|puede|puedes|podrias|podrian|podra';
/** What customers come for. */
export const SERVICE =
  'degradado|flequillo|trenzas|rapado|babylights|extensiones|permanente|endodoncia|implante|ortodoncista|odontologo|peeling|bano|corte|cortes|limpiezas|sesiones|clases|mamografia|cortar|cortarme|cortarle|corten|corteis|cortamos|tinte|tintes|tenir|tenirme|mechas|balayage|unas|manicura|manicure|pedicura|pedicure|limpieza|limpiarme|masaje|masajes|depilacion|depilarme|depilar|cejas|pestanas|barba|pelo|cabello|peinado|peinar|peinarme|alisado|keratina|facial|revision|chequeo|control|vacuna|vacunar|vacunarme|vacunarlo|analisis|analitica|ecografia|radiografia|resonancia|blanqueamiento|ortodoncia|brackets|empaste|extraccion|muela|terapia|asesoria|evaluacion|valoracion|raices|color|lifting|rizado|semipermanente|acrilicas|esmaltado|relleno|consulta|sesion|podologia|fisio|fisioterapia|osteopata|dentista|doctor|doctora|dr|dra|medico|medica|abogado|abogada|psicologo|psicologa|veterinario|ginecologo|ginecologa|pediatra|dermatologo|dermatologa|nutricionista|especialista|oculista|traumatologo|cardiologo|peluqueria|visita|clase|tratamiento|botox|tatuaje|graduar|graduarme|vista|lentes|examen|papanicolau|citologia|mamografia';
