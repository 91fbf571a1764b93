import './field-words.css';
/** The ids by which a field and the words about it are tied together. */
export function idsOf(name: string) {
  const id = `field-${name}`;
  return { id, helperId: `${id}-helper`, faultId: `${id}-fault`, describedBy: `${id}-helper ${id}-fault` };
}

/** The label's words, telling which fields may stay empty. */
export function LabelWords({ label, required }: { label: string; required: unknown }) {
  return (
    <>
      {label}
      {!required && <span class="field-optional"> (optional)</span>}
    </>
  );
}

/** Below a field: what helps to fill it in, and what is wrong with it. */
export function FieldWords({
  name,
  helper,
  fault,
}: {
  name: string;
  helper?: string | undefined;
  fault?: string | undefined;
}) {
  const { helperId, faultId } = idsOf(name);
  return (
    <>
      {helper && (
        <p class="field-helper" id={helperId}>
          {helper}
        </p>
      )}
      <p class="field-fault" id={faultId}>
        {fault}
      </p>
    </>
  );
}
