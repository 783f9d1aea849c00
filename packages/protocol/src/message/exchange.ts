/** What is to be sent. A message of the client is one. */
export interface Request {
  readonly method: 'GET' | 'POST'
  /** Default: the target. */
  readonly url?: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly signal?: AbortSignal
}

/** What came back. An answer of the client is one. Header names are in lower case. */
export interface Given {
  readonly status: number
  readonly statusText: string
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly body: Uint8Array
}

/** A request with the reading of its answer. `read` throws ProtocolError, and nothing else. */
export interface Exchange<T> {
  readonly request: Request
  read(answer: Given): Promise<T>
}

/** Who sends: the client, or a test. */
export interface Sender {
  send(request: Request): Promise<Given>
}
