/** In shorter words one letter makes another word: "cancer" and "cancel". */
const LEAST_LETTERS = 8;

/** Whether a word is another one with one letter wrong, missing, added or swapped with its neighbour. */
export function isTypoOf(written: string, word: string): boolean {
  if (word.length < LEAST_LETTERS || Math.abs(written.length - word.length) > 1 || written[0] !== word[0]) return false;
  let start = 0;
  while (start < written.length && written[start] === word[start]) start += 1;
  const [left, right] = [written.slice(start), word.slice(start)];
  if (left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1)) return true;
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}
