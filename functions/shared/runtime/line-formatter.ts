import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import { idsOfPart } from './log-part.ts';

/**
 * Writes what a line needs. What is the same in all lines of a function is left out, because each byte of a log is paid
 * for: the function's name is that of its log group.
 */
export class LineFormatter extends LogFormatter {
  override formatAttributes(
    { logLevel, message, timestamp, lambdaContext }: Parameters<LogFormatter['formatAttributes']>[0],
    added: Parameters<LogFormatter['formatAttributes']>[1],
  ): LogItem {
    const attributes = {
      level: logLevel,
      message,
      timestamp: this.formatTimestamp(timestamp),
      function_request_id: lambdaContext?.awsRequestId,
      ...idsOfPart(),
    };
    return new LogItem({ attributes }).addAttributes(added);
  }
}
