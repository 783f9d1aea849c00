/** Version and day (`YYYY-MM-DD`) of the detection engine in `upd -l`, a line a module: `EM002 Detection engine 26000 (20221001)`. */
export function parseEsetModules(text: string): {
  readonly version: string | undefined
  readonly day: string | undefined
} {
  const line = text.split('\n').find((one) => /\bdetection engine\b/i.test(one)) ?? ''
  const [, number, year, month, day] = /(\d{4,6}[A-Z]?) {0,9}\((\d{4})(\d\d)(\d\d)\)/.exec(line) ?? []
  return { version: number, day: year && `${year}-${month}-${day}` }
}
