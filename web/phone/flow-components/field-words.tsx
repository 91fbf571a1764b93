import './field-words.css';
import { useFormWords } from '../words/use-form-words.ts';

/** The ids that connect a field with its label, help and error. */
export function idsOf(name: string) {
  const id = `field-${name}`;
  return { id, helperId: `${id}-helper`, faultId: `${id}-fault`, describedBy: `${id}-helper ${id}-fault` };
}

/** The label's text; it marks optional fields. */
export function LabelWords({ label, required }: { label: string; required: unknown }) {
  const { optional } = useFormWords();
  return (
    <>
      {label}
      {!required && <span class="field-optional"> ({optional})</span>}
    </>
  );
}

/** The help and the error below a field. */
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
