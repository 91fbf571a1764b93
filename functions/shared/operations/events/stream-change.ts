import type { DynamoDBRecord } from 'aws-lambda';
import { type Image, parseImage } from '../../store/table/stream-image.ts';

/** What one stream record says of an item, parsed once for all who ask. */
export type StreamChange = {
  old: Image | undefined;
  image: Image | undefined;
  /** When what stood here before was erased, whose place this item takes. */
  erasedAt: string | undefined;
};

/** Reads a stream record. Where nothing is left to tell of the item, its old image is not read. Throws if an image cannot be read. */
export function readChange({ dynamodb }: DynamoDBRecord): StreamChange {
  const { OldImage, NewImage } = dynamodb ?? {};
  const image = NewImage && parseImage(NewImage);
  return { old: image && OldImage && parseImage(OldImage), image, erasedAt: OldImage?.['erasedAt']?.S };
}
