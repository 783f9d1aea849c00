import { mediaTypes, type Packing, pack } from './packing.ts'
import type { RecordedRequest } from './request.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export const answer = (status: number, type: string | undefined, body: string | Buffer = ''): Answer => ({
  status,
  headers: type === undefined ? {} : { 'Content-Type': type },
  body: typeof body === 'string' ? Buffer.from(body) : body,
})

/** An error page as a web server writes it, never packed. */
export const page = (status: number, title: string): Answer =>
  answer(
    status,
    'text/html; charset=iso-8859-1',
    `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n</body></html>\n`,
  )

/** Packed as the question was, with the media type that goes with it; plain answers have `type`. */
export function packedLike(request: RecordedRequest, status: number, type: string, text: string): Answer {
  const packing: Packing = request.unpacked?.packing ?? 'none'
  return answer(status, packing === 'none' ? type : mediaTypes[packing], pack(Buffer.from(text), packing))
}
