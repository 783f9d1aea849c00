import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeviceModule } from '../module.ts'
import { type ParsedDevices, parseDevices } from '../parse-device.ts'

/** More than any hand-written folder has. */
const limits = { files: 1000, bytes: 0x10_0000 } as const

/**
 * The user's own devices: every `*.json` of a folder, in the order of their names. A folder that is not there holds none; what
 * cannot be read is a problem, never an error.
 */
export async function loadDevices(folder: string): Promise<ParsedDevices> {
  const devices: DeviceModule[] = []
  const problems: string[] = []
  let names: readonly string[]
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException
    return { devices, problems: code === 'ENOENT' ? [] : [`${folder}: cannot be read (${code})`] }
  }
  if (names.length > limits.files) problems.push(`${folder}: only the first ${limits.files} files are read`)
  for (const name of names.slice(0, limits.files)) {
    const parsed = await loadFile(join(folder, name))
    devices.push(...parsed.devices)
    problems.push(...parsed.problems)
  }
  return { devices, problems }
}

async function loadFile(file: string): Promise<ParsedDevices> {
  const none = (problem: string): ParsedDevices => ({ devices: [], problems: [`${file}: ${problem}`] })
  try {
    const found = await stat(file)
    if (!found.isFile()) return none('no regular file')
    if (found.size > limits.bytes) return none(`larger than ${limits.bytes} bytes`)
    return parseDevices(await readFile(file, 'utf8'), file)
  } catch (error) {
    return none(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`)
  }
}
