/** An answer in AWS's JSON protocol. */
export type AwsAnswer = { status: number; body: Record<string, unknown> };

/** An error as the SDK understands it; `type` becomes the exception's name. */
export function awsError(status: number, type: string, message: string): AwsAnswer {
  return { status, body: { __type: type, message } };
}
