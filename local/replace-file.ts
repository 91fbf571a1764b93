import writeFileAtomic from 'write-file-atomic';

/**
 * Replaces a file that only its owner can read: after a kill it holds the old or the new text, never a part. Calls for
 * one file run in order. It does not wait for the disk, so a power failure may lose the text.
 */
export function replaceFile(path: string, text: string): Promise<void> {
  return writeFileAtomic(path, text, { mode: 0o600, fsync: false });
}
