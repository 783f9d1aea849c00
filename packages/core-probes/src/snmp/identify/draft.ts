import type { Answers } from '../devices/answers.ts'
import type { DeviceModule, DeviceType, Known, Source } from '../devices/module.ts'
import { find } from '../devices/source.ts'
import type { Oid } from '../port.ts'
import type { Kind } from './choose.ts'
import type { Clean } from './clean-field.ts'
import { ofEntity } from './entity.ts'
import type { IdentityField } from './identity.ts'

type TextField = 'manufacturer' | 'model' | 'serial' | 'firmware' | 'mac' | 'name'

/** An identity while it is put together: the first word on a field counts, and who said it is kept. */
export class Draft {
  readonly known: { -readonly [K in keyof Known]: Known[K] } & { firmware?: string }
  readonly sources: Partial<Record<IdentityField, string>> = {}
  type: DeviceType | undefined

  constructor(
    readonly answers: Answers,
    readonly modules: readonly DeviceModule[],
    kind: Kind,
  ) {
    this.known = { ...kind }
  }

  has(field: TextField): boolean {
    return this.known[field] !== undefined
  }

  say(field: TextField, value: string | undefined, source: string): void {
    if (value === undefined || value === '' || this.has(field)) return
    this.known[field] = value
    this.sources[field] = source
  }

  sayType(type: DeviceType | undefined, source: string): void {
    if (type === undefined || this.type !== undefined) return
    this.type = type
    this.sources.type = source
  }

  /** The first module that has it. */
  byModule(field: TextField, pick: (module: DeviceModule) => Source | undefined, clean: Clean): void {
    if (this.has(field)) return
    const found = this.fromModules(pick, clean)
    if (found !== undefined) this.say(field, found.value, found.source)
  }

  fromModules(pick: (module: DeviceModule) => Source | undefined, clean: Clean) {
    const read = this.answers.reader(this.known)
    for (const module of this.modules) {
      const found = find(pick(module), read, clean)
      if (found !== undefined)
        return { value: found.value, source: found.from === 'module' ? module.name : `${module.name}: ${found.from}` }
    }
    return undefined
  }

  byInstance(field: TextField, oids: readonly Oid[], clean: Clean): void {
    if (this.has(field)) return
    for (const oid of oids) {
      const value = this.answers.value(oid)
      if (value !== undefined) this.say(field, clean(value), oid)
    }
  }

  byEntity(field: TextField, column: Oid, clean: Clean, rootOnly = false): void {
    if (this.has(field)) return
    const found = ofEntity(this.answers, column, clean, rootOnly)
    if (found !== undefined) this.say(field, found.value, `ENTITY-MIB: ${found.oid}`)
  }
}
